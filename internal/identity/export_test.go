package identity

// Occupy takes both places of the password keeper until the returned func is called.
func Occupy(p *Passwords) func() {
	p.slots <- struct{}{}
	p.slots <- struct{}{}
	return func() { <-p.slots; <-p.slots }
}
