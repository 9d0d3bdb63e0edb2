package web

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

// The rhythm of a stream of events.
const (
	streamBeat  = 15 * time.Second // sign of life, and look whether the session still holds
	streamLast  = time.Hour        // then the browser comes again, with the rights of that day
	streamRetry = 3 * time.Second  // how long a browser waits before it comes again
	streamSlow  = 30 * time.Second // a browser that takes nothing for so long is gone
)

// ProductEvent is the data of an event "product".
type ProductEvent struct {
	ID    kpi.ProductID `json:"id"`
	Read  kpi.ReadState `json:"read" enum:"pending,read,not-read"`
	Stage string        `json:"stage" enum:"queued,text,ocr,fields,done,copy"`
	Page  int           `json:"page" doc:"Done so far in this stage"`
	Pages int           `json:"pages" doc:"To do in this stage"`
}

// ScoreEvent is the data of an event "score".
type ScoreEvent struct {
	Official kpi.OfficialID `json:"official"`
	Period   kpi.PeriodID   `json:"period"`
}

func (s *Server) events() {
	schemas := s.api.OpenAPI().Components.Schemas
	schemas.Schema(reflect.TypeFor[ProductEvent](), true, "ProductEvent")
	schemas.Schema(reflect.TypeFor[ScoreEvent](), true, "ScoreEvent")
	s.raw(operation{method: "GET", path: "/api/me/events", id: "my-events", summary: "What moves on of one's own, as it happens", action: access.Profile},
		&huma.Operation{Responses: map[string]*huma.Response{"200": {
			Description: "Server-sent events: \"product\" with a ProductEvent, \"score\" with a ScoreEvent. What happens while nobody listens is not told later: look after each opening",
			Content:     map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: "string"}}},
		}}}, s.myEvents)
}

func (s *Server) myEvents(c *fiber.Ctx, who access.Actor) error {
	c.Set("Content-Type", "text/event-stream")
	c.Set("X-Accel-Buffering", "no") // nginx would keep events back
	if c.Method() == fiber.MethodHead {
		return nil
	}
	stream, err := s.feed.Subscribe(c.UserContext(), who.Account, who.Official)
	if err != nil {
		return err
	}
	t := teller{server: s, stream: stream, token: askingOf(c.UserContext()).token, conn: c.Context().Conn()}
	c.Context().SetBodyStreamWriter(t.tell)
	return nil
}

// teller writes one stream.
type teller struct {
	server *Server
	stream *app.Stream
	token  string
	conn   net.Conn
}

// tell writes until the browser, the session or the server is gone.
func (t teller) tell(w *bufio.Writer) {
	defer t.stream.Close()
	last := time.NewTimer(cmp.Or(t.server.cfg.Last, streamLast))
	defer last.Stop()
	beat := time.NewTicker(cmp.Or(t.server.cfg.Beat, streamBeat))
	defer beat.Stop()
	_, _ = fmt.Fprintf(w, "retry: %d\n\n", streamRetry.Milliseconds())
	for t.flush(w) {
		select {
		case <-t.stream.Ready():
			for _, e := range t.stream.Take() {
				writeEvent(w, e)
			}
		case <-beat.C:
			if !t.signedIn() {
				return
			}
			_, _ = w.WriteString(":\n\n")
		case <-t.stream.Ended():
			if away := t.stream.Away(); away > 0 {
				_, _ = fmt.Fprintf(w, "retry: %d\n\n", away.Milliseconds())
			}
			return
		case <-last.C:
			return
		}
	}
}

// flush sends what is written, and reports whether somebody takes it.
func (t teller) flush(w *bufio.Writer) bool {
	_ = t.conn.SetWriteDeadline(time.Now().Add(streamSlow)) // a broken connection shows in the next line
	return w.Flush() == nil
}

// signedIn reports false only when the session is known to have ended: while the
// database does not answer nobody is sent away.
func (t teller) signedIn() bool {
	ctx, cancel := context.WithTimeout(context.Background(), headerTimeout)
	defer cancel()
	return kpi.CodeOf(t.server.cfg.App.SessionLives(ctx, t.token)) != kpi.Unauthorized
}

func writeEvent(w *bufio.Writer, e app.Event) {
	name, data := "score", any(ScoreEvent{e.Official, e.Period})
	if e.Product != 0 {
		name, data = "product", ProductEvent{e.Product, e.Read, e.Stage, e.Page, e.Pages}
	}
	b, err := json.Marshal(data)
	if err != nil { // numbers and names of states: cannot be
		return
	}
	_, _ = fmt.Fprintf(w, "event: %s\ndata: %s\n\n", name, b)
}
