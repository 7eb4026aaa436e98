"""The Discord bot: everything that imports discord lives in this folder."""
