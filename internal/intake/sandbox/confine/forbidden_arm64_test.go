package confine

// forbiddenHere are calls that this processor alone has.
func forbiddenHere() map[string]uint32 { return nil }
