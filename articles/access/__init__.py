"""Access to the desk: by a password and, if the paper requires it, a second factor.

The pages and the ceremonies are django-allauth's, and django-axes counts guesses; this package has
what is the paper's own: the people who need a second factor, the words, and the addresses.
"""
