package web

import (
	"bytes"
	"errors"
	"io"
	"net"
	"sync"
	"time"

	"github.com/valyala/fasthttp"

	"minhchung/internal/kpi"
)

// pieceIdle is how long a piece may bring nothing before its connection is taken
// for dead. What arrived is kept, and the browser goes on over another one.
const pieceIdle = 30 * time.Second

var errInterrupted = errors.New("another request for the same upload came")

// pieces are the pieces of uploads that arrive right now. A connection that died
// without a word would hold its upload for as long as a body may take; the newest
// request of the same account ends it.
type pieces struct {
	mu      sync.Mutex
	running map[pieceKey]*piece
}

// pieceKey holds the account, so that nobody ends what is somebody else's.
type pieceKey struct {
	account kpi.AccountID
	upload  string
}

// begin returns the body of a piece, which ends when nothing arrives any more or
// when it is interrupted. An earlier piece of the same upload is interrupted.
func (p *pieces) begin(account kpi.AccountID, upload string, c *fasthttp.RequestCtx, length int) (body io.Reader, end func()) {
	body = c.RequestBodyStream()
	if body == nil { // small bodies may have been read already
		body = bytes.NewReader(c.Request.Body())
	}
	key, mine := pieceKey{account, upload}, &piece{conn: c.Conn(), body: body, until: time.Now().Add(bodyTime(length))}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.running == nil {
		p.running = map[pieceKey]*piece{}
	}
	if earlier := p.running[key]; earlier != nil {
		earlier.interrupt()
	}
	p.running[key] = mine
	return mine, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.running[key] == mine {
			delete(p.running, key)
		}
	}
}

// interrupt ends the piece that arrives for an upload, if there is one.
func (p *pieces) interrupt(account kpi.AccountID, upload string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if running := p.running[pieceKey{account, upload}]; running != nil {
		running.interrupt()
	}
}

// piece is a body on its way.
type piece struct {
	conn  net.Conn
	body  io.Reader
	until time.Time

	mu   sync.Mutex
	over bool
}

// Read waits for pieceIdle at most.
func (p *piece) Read(b []byte) (int, error) {
	p.mu.Lock()
	if p.over {
		p.mu.Unlock()
		return 0, errInterrupted
	}
	wait := time.Now().Add(pieceIdle)
	if wait.After(p.until) {
		wait = p.until
	}
	err := p.conn.SetReadDeadline(wait)
	p.mu.Unlock()
	if err != nil {
		return 0, err //nolint:wrapcheck // as the reading itself would have failed
	}
	return p.body.Read(b) //nolint:wrapcheck // io.EOF must stay io.EOF
}

func (p *piece) interrupt() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.over = true
	_ = p.conn.SetReadDeadline(time.Now()) // wakes a Read that waits
}
