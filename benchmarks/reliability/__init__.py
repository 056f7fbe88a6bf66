"""The figures of docs/reliability.md: kept by the tests and benchmarks that measure them, rendered into the page."""
