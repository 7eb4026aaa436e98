"""Pictures of who claims what: a map of propositions, a timeline of a speaker, a report of a whole space."""
