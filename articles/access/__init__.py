"""How people enter the desk: by a password and, where the paper asks for it, a second factor.

The pages and the ceremonies are django-allauth's, guesses are counted by django-axes; here is what
is the paper's own: who has to have a second factor, the words, and the addresses."""
