package web

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// asker says from which address a request comes and whether its browser speaks
// https. What a proxy says about both is believed only when the request comes from
// one that the operator named: anybody can write these headers.
func (s *Server) asker(c *fiber.Ctx) (address string, secure bool) {
	from, ok := netip.AddrFromSlice(c.Context().RemoteIP())
	if from = from.Unmap(); !ok || !s.proxy(from) {
		return c.Context().RemoteIP().String(), s.cfg.Secure
	}
	// Each proxy adds whom it heard at the end. The last that is none of ours is the
	// asker; what stands before it is the asker's own word.
	hops := headerList(c, "X-Forwarded-For")
	for _, hop := range slices.Backward(hops) {
		a, err := netip.ParseAddr(hop)
		if err != nil {
			break
		}
		if from = a.Unmap(); !s.proxy(from) {
			break
		}
	}
	schemes := headerList(c, "X-Forwarded-Proto")
	return from.WithZone("").String(), s.cfg.Secure || (len(schemes) > 0 && strings.EqualFold(schemes[len(schemes)-1], "https"))
}

func (s *Server) proxy(a netip.Addr) bool {
	return slices.ContainsFunc(s.cfg.Proxies, func(p netip.Prefix) bool { return p.Contains(a) })
}

// headerList reads all lines of a header whose values are separated by commas.
func headerList(c *fiber.Ctx, name string) (all []string) {
	for _, line := range c.Request().Header.PeekAll(name) {
		for v := range strings.SplitSeq(string(line), ",") {
			if v = strings.TrimSpace(v); v != "" {
				all = append(all, v)
			}
		}
	}
	return all
}
