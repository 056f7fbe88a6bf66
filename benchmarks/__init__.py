"""`python -m benchmarks` (`make bench`): time and memory of builds of a large made-up project, beside what they are held to.

Nothing of the generator lives here, and nothing here is installed with it.
"""
