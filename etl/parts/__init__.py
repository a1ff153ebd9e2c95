"""Parts: documents are read some at a time, each part by one process, here or on another machine.

``part`` is the one function, part in -> part out; ``local`` runs it on the processors of this machine. A part names
its documents and holds no text; what is read from it goes to files that are renamed once they are whole, so that a
part is done or not, and one that is done is not done again.
"""
