package intake

import "minhchung/internal/intake/sniff"

// CheckName returns the NFC form of a file name that is only a name, and refuses
// every other one with Invalid upload.name; see sniff.CheckName for the reasons.
func CheckName(name string) (clean string, err error) { return sniff.CheckName(name) }
