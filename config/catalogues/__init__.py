"""Translation catalogues: what there is to say, and how it is said in each language (docs/howto/translate.md)."""
