"""The command line, run in this process and, where it matters, as a process of its own."""
