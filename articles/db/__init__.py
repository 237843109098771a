"""The parts that models are made of: fields that clean, closed vocabularies, lookups."""
