package web

import (
	"encoding/json"
	"fmt"

	"github.com/gofiber/fiber/v2"
)

// OpenAPI returns the description of every route, OpenAPI 3.1 as indented JSON.
func (s *Server) OpenAPI() ([]byte, error) {
	b, err := json.MarshalIndent(s.api.OpenAPI(), "", "  ")
	if err != nil {
		return nil, fmt.Errorf("openapi: %w", err)
	}
	return append(b, '\n'), nil
}

func (s *Server) docs() {
	s.plain("/openapi.json", func(c *fiber.Ctx) error {
		b, err := s.OpenAPI()
		if err != nil {
			return err
		}
		c.Set("Content-Type", "application/vnd.oai.openapi+json")
		return c.Send(b)
	})
}
