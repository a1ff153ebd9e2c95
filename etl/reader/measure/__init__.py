"""What a clause measures, and between whom: see ``steps``."""
