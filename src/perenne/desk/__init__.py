"""The desk: the library with people, permissions and a memory on top. It computes nothing that the library does not.

Each app is one noun: ``models``, ``actions`` (the only writer; every act goes into the journal in the same
transaction), ``queries``, ``views``, ``forms``. Only this package imports Django.
"""
