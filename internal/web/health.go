package web

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/valyala/fasthttp/fasthttpadaptor"
)

// plain registers a public page outside the API.
func (s *Server) plain(path string, fn fiber.Handler) {
	s.routes = append(s.routes, Route{Method: fiber.MethodGet, Path: path, Public: true})
	s.fiber.Get(path, fn)
}

func (s *Server) health() {
	s.plain("/healthz", func(c *fiber.Ctx) error { return c.SendString("ok\n") })
	s.plain("/readyz", s.ready)
	metrics := fasthttpadaptor.NewFastHTTPHandler(promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{}))
	s.plain("/metrics", func(c *fiber.Ctx) error {
		metrics(c.Context())
		return nil
	})
}

// ready tells the state of each part; 503 when one is down.
func (s *Server) ready(c *fiber.Ctx) error {
	ctx, cancel := context.WithTimeout(c.UserContext(), 3*time.Second)
	defer cancel()
	all := struct {
		Ready bool   `json:"ready"`
		Parts []Part `json:"parts"`
	}{Ready: true, Parts: []Part{}}
	if s.cfg.Parts != nil {
		all.Parts = s.cfg.Parts(ctx)
	}
	for _, p := range all.Parts {
		all.Ready = all.Ready && p.Ready
	}
	if !all.Ready {
		c.Status(http.StatusServiceUnavailable)
	}
	return c.JSON(all)
}

// metrics counts requests by route, never by address or user.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "minhchung_http_requests_total", Help: "Requests answered, by route and status.",
		}, []string{"method", "route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "minhchung_http_request_seconds", Help: "Time to answer, by route.", Buckets: prometheus.DefBuckets,
		}, []string{"method", "route"}),
	}
	m.registry.MustRegister(m.requests, m.seconds, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// observe counts and times a request, and names it in the log.
func (s *Server) observe(c *fiber.Ctx) error {
	start := time.Now()
	c.Set("X-Request-Id", requestID(c))
	err := c.Next()
	status := c.Response().StatusCode()
	if err != nil {
		status = newProblem(err, "").Status
	}
	route := c.Route().Path
	s.metrics.requests.WithLabelValues(c.Method(), route, strconv.Itoa(status)).Inc()
	s.metrics.seconds.WithLabelValues(c.Method(), route).Observe(time.Since(start).Seconds())
	s.cfg.Log.Debug("request", "request", requestID(c), "method", c.Method(), "route", route, "status", status, "took", time.Since(start))
	return err
}
