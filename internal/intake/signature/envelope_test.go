package signature

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A writer of CMS that can do wrong on purpose, which is why it is not a library.

func tlv(tag byte, parts ...[]byte) []byte {
	body := slices.Concat(parts...)
	n := len(body)
	switch {
	case n < 0x80:
		return append([]byte{tag, byte(n)}, body...)
	case n < 0x100:
		return append([]byte{tag, 0x81, byte(n)}, body...)
	case n < 0x10000:
		return append([]byte{tag, 0x82, byte(n >> 8), byte(n)}, body...)
	}
	return append([]byte{tag, 0x83, byte(n >> 16), byte(n >> 8), byte(n)}, body...)
}

func open80(tag byte, parts ...[]byte) []byte { // of open length, as streams are written
	return slices.Concat([]byte{tag, 0x80}, slices.Concat(parts...), []byte{0, 0})
}

func seq(parts ...[]byte) []byte         { return tlv(0x30, parts...) }
func setOf(parts ...[]byte) []byte       { return tlv(0x31, parts...) }
func octets(b []byte) []byte             { return tlv(4, b) }
func ctx(n byte, parts ...[]byte) []byte { return tlv(0xa0|n, parts...) }
func integer(n int) []byte               { b, _ := asn1.Marshal(n); return b }
func null() []byte                       { return []byte{5, 0} }

func oid(s string) []byte {
	var id asn1.ObjectIdentifier
	for part := range strings.SplitSeq(s, ".") {
		n, _ := strconv.Atoi(part)
		id = append(id, n)
	}
	b, err := asn1.Marshal(id)
	if err != nil {
		panic(err)
	}
	return b
}

func attribute(id string, values ...[]byte) []byte { return seq(oid(id), setOf(values...)) }

func hashOID(h crypto.Hash) string {
	return map[crypto.Hash]string{
		crypto.SHA1: "1.3.14.3.2.26", crypto.SHA256: "2.16.840.1.101.3.4.2.1",
		crypto.SHA384: "2.16.840.1.101.3.4.2.2", crypto.SHA512: "2.16.840.1.101.3.4.2.3",
	}[h]
}

// envelope is a signature to be made. The zero value with a signer is an ordinary
// one; every other field is an oddity.
type envelope struct {
	by        *person
	hash      crypto.Hash // 0: SHA-256
	pss       bool
	plain     bool // no signed attributes
	unsorted  bool // attributes not in the order DER asks for
	ber       bool // open lengths, as a streaming signer writes
	keyID     bool // the signer named by key identifier
	ess       string
	named     *x509.Certificate // in the signing-certificate attribute
	sent      *x509.Certificate // sent and named as the signer's, instead of the real one
	noCert    bool
	beside    []*person // whose certificates are sent, too
	digest    []byte    // claimed instead of the real one
	kind      string    // content-type attribute
	content   []byte    // enclosed
	inside    string    // type of the enclosed content
	signers   int       // 0: one
	more      [][]byte
	unsigned  [][]byte
	stamp     *stamp
	crls      [][]byte
	sigAlg    []byte // algorithm identifier instead of the right one
	at        time.Time
	spoil     bool // one bit of the signature value is wrong
	doubleMD  bool
	noDigest  bool
	otherHash crypto.Hash // named as digest algorithm, not used
}

const (
	oidDataType = "1.2.840.113549.1.7.1"
	oidTST      = "1.2.840.113549.1.9.16.1.4"
)

func sumOf(h crypto.Hash, b []byte) []byte {
	w := h.New()
	w.Write(b)
	return w.Sum(nil)
}

// sign makes the CMS over a message.
func (e envelope) sign(message []byte) []byte {
	if e.hash == 0 {
		e.hash = crypto.SHA256
		if _, ok := e.by.key.(ed25519.PrivateKey); ok {
			e.hash = crypto.SHA512
		}
	}
	if e.inside == "" {
		e.inside = oidDataType
	}
	if e.kind == "" {
		e.kind = e.inside
	}
	if e.at.IsZero() {
		e.at = signedOn()
	}
	cert := e.by.cert
	if e.sent != nil {
		cert = e.sent
	}
	var attrs []byte
	toSign := message
	if !e.plain {
		attrs = e.attributes(message, cert)
		toSign = slices.Clone(attrs)
		toSign[0] = 0x31
	}
	value := e.value(toSign)
	if e.spoil {
		value[len(value)/2] ^= 1
	}
	unsigned := slices.Clone(e.unsigned)
	if e.stamp != nil {
		unsigned = append(unsigned, attribute("1.2.840.113549.1.9.16.2.14", e.stamp.token(value)))
	}
	var unsignedAttrs []byte
	if len(unsigned) > 0 {
		unsignedAttrs = ctx(1, unsigned...)
	}
	serial, _ := asn1.Marshal(cert.SerialNumber)
	sid := seq(cert.RawIssuer, serial)
	version := integer(1)
	if e.keyID {
		sid, version = tlv(0x80, cert.SubjectKeyId), integer(3)
	}
	digestAlg := seq(oid(hashOID(e.hash)))
	if e.otherHash != 0 {
		digestAlg = seq(oid(hashOID(e.otherHash)))
	}
	info := seq(version, sid, digestAlg, attrs, e.algorithm(), octets(value), unsignedAttrs)
	infos := info
	for range max(0, e.signers-1) {
		infos = append(infos, info...)
	}
	if e.signers < 0 {
		infos = nil
	}
	certs := slices.Concat(world().between.cert.Raw)
	if !e.noCert {
		certs = append(slices.Clone(cert.Raw), certs...)
	}
	for _, p := range e.beside {
		certs = append(certs, p.cert.Raw...)
	}
	var inner []byte
	if e.content != nil {
		inner = ctx(0, octets(e.content))
	}
	var crls []byte
	if len(e.crls) > 0 {
		crls = ctx(1, e.crls...)
	}
	data := []([]byte){integer(1), setOf(digestAlg), seq(oid(e.inside), inner), ctx(0, certs), crls, setOf(infos)}
	if e.ber {
		return open80(0x30, oid("1.2.840.113549.1.7.2"), open80(0xa0, open80(0x30, data...)))
	}
	return seq(oid("1.2.840.113549.1.7.2"), ctx(0, seq(data...)))
}

func (e envelope) attributes(message []byte, cert *x509.Certificate) []byte {
	digest := e.digest
	if digest == nil {
		digest = sumOf(e.hash, message)
	}
	list := [][]byte{
		attribute("1.2.840.113549.1.9.3", oid(e.kind)),
		attribute("1.2.840.113549.1.9.5", tlv(0x17, []byte(e.at.UTC().Format("060102150405Z")))),
	}
	if !e.noDigest {
		list = append(list, attribute("1.2.840.113549.1.9.4", octets(digest)))
	}
	if e.doubleMD {
		list = append(list, attribute("1.2.840.113549.1.9.4", octets(sumOf(e.hash, []byte("khác")))))
	}
	named := cert
	if e.named != nil {
		named = e.named
	}
	switch e.ess {
	case "": // SHA-256 is the default of version 2
		h := sha256.Sum256(named.Raw)
		list = append(list, attribute("1.2.840.113549.1.9.16.2.47", seq(seq(seq(octets(h[:]))))))
	case "v1":
		h := sha1.Sum(named.Raw)
		list = append(list, attribute("1.2.840.113549.1.9.16.2.12", seq(seq(seq(octets(h[:]))))))
	}
	list = append(list, e.more...)
	if !e.unsorted {
		slices.SortFunc(list, bytes.Compare)
	} else {
		slices.SortFunc(list, func(a, b []byte) int { return bytes.Compare(b, a) })
	}
	return ctx(0, list...)
}

func (e envelope) value(message []byte) []byte {
	var opts crypto.SignerOpts = e.hash
	input := sumOf(e.hash, message)
	switch e.by.key.(type) {
	case ed25519.PrivateKey:
		opts, input = crypto.Hash(0), message
	case *rsa.PrivateKey:
		if e.pss {
			opts = &rsa.PSSOptions{SaltLength: e.hash.Size(), Hash: e.hash}
		}
	}
	v, err := e.by.key.Sign(rand.Reader, input, opts)
	if err != nil {
		panic(err)
	}
	return v
}

func (e envelope) algorithm() []byte {
	if e.sigAlg != nil {
		return e.sigAlg
	}
	switch e.by.key.(type) {
	case ed25519.PrivateKey:
		return seq(oid("1.3.101.112"))
	case *rsa.PrivateKey:
		if e.pss {
			h := seq(oid(hashOID(e.hash)), null())
			return seq(oid("1.2.840.113549.1.1.10"), seq(ctx(0, h), ctx(1, seq(oid("1.2.840.113549.1.1.8"), h)), ctx(2, integer(e.hash.Size()))))
		}
		return seq(oid("1.2.840.113549.1.1.1"), null())
	}
	return seq(oid(map[crypto.Hash]string{
		crypto.SHA1: "1.2.840.10045.4.1", crypto.SHA256: "1.2.840.10045.4.3.2",
		crypto.SHA384: "1.2.840.10045.4.3.3", crypto.SHA512: "1.2.840.10045.4.3.4",
	}[e.hash]))
}

// stamp is a timestamp token to be made.
type stamp struct {
	by    *person
	at    time.Time
	about []byte // stamped instead of the value
	sha1  bool
	spoil bool
}

func (s stamp) token(value []byte) []byte {
	if s.about != nil {
		value = s.about
	}
	if s.by == nil {
		s.by = world().stamper
	}
	if s.at.IsZero() {
		s.at = signedOn()
	}
	h := crypto.SHA256
	if s.sha1 {
		h = crypto.SHA1
	}
	info := seq(integer(1), oid("1.2.3.4.5"), seq(seq(oid(hashOID(h))), octets(sumOf(h, value))), integer(77),
		tlv(0x18, []byte(s.at.UTC().Format("20060102150405Z"))))
	return envelope{by: s.by, content: info, inside: oidTST, spoil: s.spoil}.sign(info)
}
