// Package signature says what is true of the digital signatures (chữ ký số) of a
// PDF, from its bytes alone: facts about each, and one word for the file.
//
// It exists because no reader answers the question an office has, whether what is
// shown is what was signed. It walks every revision (package revision), verifies
// over the bytes as transmitted (package cms), compares each signed revision with
// all that came later, object by object, and judges the chain at a proven time
// against the anchors of the installation.
//
// It is not a judge of legal effect, shows no green tick, opens no connection and
// fetches no address found in a file: revocation is known only from evidence in the
// file or from the administrator. It does not decrypt. It must run in the parser
// child, like every reader of foreign bytes.
//
// # The word
//
// The worst signature decides: broken, changed, undetermined, untrusted, sound.
// A file without a signature is unsigned. Document timestamps are judged like
// signatures; a file with nothing else stays unsigned (a timestamp says when, not
// who), unless a timestamp shows that the file was tampered with.
//
// Sound does not mean fresh evidence about revocation: that is a fact of its own.
// Weak algorithms (SHA-1, RSA below 2048) are verified and named, not turned into
// another word. Form values may change only below a certification that says so
// (DocMDP 2 or 3) and outside locked fields; later notes are a change at any level.
// A later signature may bring pictures of at most a quarter of the page that shows
// them, all together of half, and none on a certified paper except in a field that was
// there.
//
// # What is held against it
//
// Every line is a test of that name (TestTrials), with the verdict it must get, and
// its source:
//
//	D  Mladenov, Mainka, Meyer zu Selhausen, Grothe, Schwenk: 1 Trillion Dollar
//	   Refund: How To Spoof PDF Signatures, ACM CCS 2019 (USF, ISA, SWA)
//	S  Mainka, Mladenov, Rohlmann: Shadow Attacks: Hiding and Replacing Content in
//	   Signed PDFs, NDSS 2021
//	C  Rohlmann, Mladenov, Mainka, Schwenk: Breaking the Specification: PDF
//	   Certification, IEEE S&P 2021 (EAA, SSA)
//	P  ISO 32000-2:2020      E  ETSI EN 319 142-1 (PAdES)
//	M  RFC 5652 (CMS)        X  RFC 5280 (certificates)
//
// A program named as the source answered the file wrongly, or has a test for it.
//
// What offices make:
//
//	unsigned                                                   unsigned     P 12.7.5.5
//	not a PDF                                                  unsigned     P 7.5.2
//	RSA PKCS#1                                                 sound        P 12.8.3
//	RSA-PSS                                                    sound        RFC 4056
//	ECDSA P-256                                                sound        RFC 5753
//	ECDSA P-384                                                sound        RFC 5753
//	ECDSA P-521                                                sound        RFC 5753
//	Ed25519                                                    sound        RFC 8419
//	SHA-1                                                      sound        Stevens et al., The First Collision for Full SHA-1, 2017
//	RSA 1024                                                   sound        NIST SP 800-131A
//	cross-reference stream                                     sound        P 7.5.8
//	object streams                                             sound        P 7.5.7
//	hybrid file                                                sound        P 7.5.8.4
//	two signatures                                             sound        P 12.8.1, E 5.3
//	attributes unsorted                                        sound        M 5.3; pdfcpu sorts them anew and fails
//	BER of open length                                         sound        M 5.1
//	no signed attributes                                       sound        M 5.3
//	signer by key identifier                                   sound        M 5.3
//	signing-certificate of version 1                           sound        RFC 5035, 5
//	no signing-certificate                                     sound        E 6.3
//	adbe.pkcs7.sha1                                            sound        P 12.8.3.3
//	no Type in the dictionary                                  sound        P table 255
//	an empty field is signed                                   sound        P 12.7.5.5
//	visible stamp                                              sound        P 12.7.5.5
//	visible stamp of a second signer                           sound        P 12.7.5.5
//	two signers in one update each, clerk after head           sound        Decree 30/2020/NĐ-CP, annex I
//
// Envelopes:
//
//	content replaced under the signature                       broken       P 12.8.1
//	signature value spoiled                                    broken       M 5.4
//	signed by another key                                      broken       M 5.4
//	digest of something else                                   broken       M 11.2
//	no message digest                                          broken       M 11.2
//	two message digests                                        broken       M 11.2
//	another content type                                       broken       M 11.1
//	mixed digest and algorithm                                 broken       M 5.3; RFC 8933
//	PSS with another digest inside                             broken       RFC 4056, 3
//	PSS with another trailer                                   broken       RFC 4055, 3.1
//	certificate substituted, same key                          broken       RFC 5035, 5
//	two signing-certificates                                   broken       RFC 5035, 5
//	two signers in one signature                               undetermined P 12.8.3.3.1
//	no signer                                                  broken       M 5.1; P 12.8.3.3.1
//	no certificate                                             undetermined P 12.8.3.3.1
//	unknown algorithm                                          undetermined RFC 8419 (Ed448)
//	negative serial number                                     undetermined X 4.1.2.2
//	content enclosed though detached                           undetermined P 12.8.3.3.1
//	enclosed content signed instead of the file                broken       P 12.8.3.3.1
//	not CMS at all                                             broken       D (USF)
//	CMS cut off                                                broken       D (USF)
//
// Who and when:
//
//	another root                                               untrusted    X 6.1.1
//	a web server's certificate                                 untrusted    X 4.2.1.12
//	a key that may do nothing                                  untrusted    X 4.2.1.3
//	an authority whose key may do nothing                      untrusted    X 4.2.1.3
//	an authority for web servers only                          untrusted    X 4.2.1.12; CA/Browser Forum BR 7.1.2.4
//	an authority below another                                 sound        X 6.1
//	expired, no timestamp                                      untrusted    X 6.1.3
//	expired since, timestamped before                          sound        E 5.4
//	claimed time outside the certificate                       sound        X 4.1.2.5
//	signature timestamp                                        sound        RFC 3161, appendix A
//	timestamp of another signature                             untrusted    RFC 3161, 2.4.2
//	timestamp spoiled                                          sound        RFC 3161, 2.3
//	timestamp of a stranger                                    untrusted    RFC 3161, 4
//	timestamp by somebody who is no authority                  untrusted    RFC 3161, 2.3
//	timestamp from the future                                  untrusted    RFC 3161, 2.4.2
//	revoked, CRL in the signature                              untrusted    X 6.3
//	CRL of a stranger                                          sound        X 6.3.3
//	B-LT: evidence in the DSS                                  sound        E 5.4.2; P 12.8.4.3
//	OCSP says revoked                                          untrusted    RFC 6960, 2.2
//	revoked after the proven time                              sound        E 5.4
//	B-LTA: document timestamp over it all                      sound        E 5.4.3; P 12.8.5
//	document timestamp alone                                   unsigned     P 12.8.5
//	document timestamp alone, content replaced                 broken       P 12.8.5
//	encrypted                                                  undetermined P 7.6.2
//
// What is covered:
//
//	USF: no Contents                                           broken       D (USF)
//	USF: no ByteRange                                          broken       D (USF)
//	USF: Contents empty                                        broken       D (USF)
//	USF: Contents null                                         broken       D (USF)
//	USF: ByteRange of negative numbers                         broken       D (USF)
//	USF: ByteRange of words                                    broken       D (USF)
//	USF: ByteRange past the end                                broken       D (USF)
//	ByteRange of one pair                                      changed      pyHanko, coverage anomalies
//	ByteRange of three pairs                                   changed      P 12.8.1
//	ByteRange begins at nine                                   changed      poppler says valid
//	ByteRange pieces overlap                                   broken       P 12.8.1
//	SWA: the gap holds more than the signature                 changed      D (SWA)
//	SWA: the second piece moved behind new objects             broken       D (SWA), CVE-2018-18689
//	the brackets are signed                                    changed      P 12.8.1
//	the tail is not signed                                     changed      pyHanko, coverage anomalies
//	one byte behind the end                                    changed      pdfcpu says valid
//	a page behind the end                                      changed      D (ISA)
//	data behind the signature in its string                    changed      P 12.8.1
//	comment inside the signature's string                      changed      P 7.3.4.3
//	Contents written as a literal string                       broken       P 12.8.1
//	two ByteRanges                                             changed      P 7.3.7
//	two Contents                                               broken       P 7.3.7
//	another key twice                                          changed      P 7.3.7
//	ByteRange by reference                                     broken       P table 255
//	ByteRange with an escaped name                             broken       P 7.3.5
//
// Cross-references and objects:
//
//	ISA: update without cross-references                       changed      D (ISA), CVE-2018-18688
//	ISA: update with a trailer and nothing else                changed      D (ISA), CVE-2018-18688
//	ISA: startxref leads nowhere                               changed      D (ISA), CVE-2018-18688
//	ISA: a whole update                                        changed      D (ISA), CVE-2018-18688
//	ISA: the signature copied into the update                  changed      D (ISA), CVE-2018-18688
//	the update leaves the signed revision out                  changed      P 7.5.6
//	rollback: startxref back to the first revision             changed      P 7.5.6
//	sneaky trailer: another root                               changed      pyHanko, sneaky trailer
//	sneaky trailer: a new key                                  changed      pyHanko, sneaky trailer
//	two xref sections, the outer one elsewhere                 changed      P 7.5.5
//	an object given twice in one section                       changed      P 7.5.4
//	hybrid halves that disagree                                changed      P 7.5.8.4
//	hybrid: only new readers see the change                    changed      P 7.5.8.4
//	hybrid: a table frees what its stream gives back           changed      P 7.5.8.4; pdf.js goes by the table
//	sneaky trailer: two roots                                  changed      P 7.3.7; pyHanko, sneaky trailer
//	sneaky trailer: two ways back                              changed      P 7.3.7, 7.5.6
//	the signed revision points ahead                           changed      S (prepared)
//	hidden object among the signed bytes                       sound        S (prepared)
//	object put into the gap                                    changed      D (SWA)
//	the signature's field freed                                changed      P 12.7.5.5
//	a signature that no field points to                        changed      pdfcpu says valid
//	a signature outside the form from the start                undetermined P 12.7.5.5
//	a signature in a text field                                undetermined P 12.7.5.5
//	the dictionary calls itself something else                 sound        P table 255
//	unreadable structure that speaks of a signature            undetermined D (ISA)
//	a signed PDF carried inside an unsigned one                unsigned     P 7.11.4
//	a stream whose length is an object that changes            changed      P 7.3.8.2
//
// What came after:
//
//	content replaced in an update                              changed      D (ISA)
//	content replaced, then signed again                        changed      D (ISA)
//	content replaced and put back                              changed      P 12.8.1
//	content replaced in the update that signs                  changed      S
//	shadow: the font replaced                                  changed      S (replace), CVE-2020-9596
//	shadow: the page points to hidden content                  changed      S (hide and replace), CVE-2020-9592
//	shadow: a missing object is supplied                       changed      S (hide)
//	shadow: an object is freed                                 changed      S (hide)
//	shadow: layers switched                                    changed      S (hide)
//	a page is added                                            changed      P 12.8.2.2
//	the page is cropped                                        changed      P 14.11.2
//	an action when the file opens                              changed      P 12.6
//	evil annotation: a text box over the text                  changed      C (EAA), CVE-2021-28545
//	an existing annotation moved                               changed      C (EAA)
//	an annotation taken away                                   changed      C (EAA)
//	every annotation taken away                                changed      C (EAA)
//	sneaky signature: a picture as large as the page           changed      C (SSA), CVE-2021-28546
//	a widget with a picture and no signature                   changed      C (SSA)
//	the picture of an earlier signature replaced               changed      S (replace)
//	a field that says it is signed by an earlier signature     changed      C (SSA)
//	new signature field with an action                         changed      P 12.6.3
//	a second signature below a common name                     sound        P 12.7.4.2; pyHanko writes it
//	a signature below a name of its own                        sound        P 12.7.4.2; pyHanko writes it
//	a text field below a common name                           changed      P 12.7.4.2
//	a tag for a second signature                               sound        P 14.7.5.3; iText 7 and 8 write it
//	a tag with other words                                     changed      P 14.9.4
//	a tag for what is no new signature                         changed      P 14.7.5.3
//	a tag that is a paragraph                                  changed      P 14.8.4
//	a tag before the others                                    changed      P 14.7.2
//	a tag in place of another                                  changed      P 14.7.2
//	an old tag with other words                                changed      P 14.9.3
//	what is shown led to another tag                           changed      P 14.7.5.4
//	what is shown led to two tags                              changed      P 7.9.7
//	what is shown led to no tag                                changed      P 14.7.5.4
//	a tree of tags below itself                                changed      P 7.9.7
//	names of tags changed                                      changed      P 14.7.3
//	title changed                                              changed      P 14.3.3
//	saved again by another program                             sound        P 14.3.3
//	XMP with another title                                     changed      P 14.3.2
//	XMP with another time                                      sound        P 14.3.2
//	objects that nothing refers to                             sound        pyHanko, orphaned objects
//	the same object written again                              sound        pyHanko, identical objects
//	DSS with something else inside                             changed      P 12.8.4.3
//	sneaky signature: its widget names a giant page            changed      C (SSA)
//	sneaky signature: a page cut out of a giant sheet          changed      C (SSA); P 14.11.2
//	sneaky signature: many widgets of one field                changed      C (SSA); P 12.7.5.5
//	sneaky signature: a widget two levels below                changed      C (SSA); P 12.7.4
//	sneaky signature: a rectangle of five numbers              changed      C (SSA); P 7.9.5
//	two small widgets of one field                             sound        P 12.7.5.5
//	a hidden field of half a page is signed                    changed      C (SSA); S (hide)
//	a field of half a page, kept for all to see, is signed     sound        P 12.7.5.5
//	a stamp of a fifth of a large page                         sound        P 12.7.5.5
//	a page that is cut to nothing                              changed      C (SSA); P 14.11.2
//	a page that is cut outside itself                          changed      C (SSA); P 14.11.2
//	a cut that is none                                         changed      C (SSA); P 7.7.3.4
//	a cut that is nowhere                                      changed      C (SSA); P 7.7.3.4
//	a size of three numbers                                    changed      C (SSA); P 7.7.3.4, 7.9.5
//	a field kept for a signature is as large as the page       changed      C (SSA); S (prepared)
//	a field with a picture is put on the page unsigned         changed      S (hide)
//	an empty field painted white over the page                 changed      C (SSA); P table 192
//	shadow: the missing font of a field is supplied            changed      S (replace)
//	shadow: all fonts of the form are supplied                 changed      S (replace)
//	a font for new signatures is added to the form             sound        P 12.7.3
//	shadow: how values are written is supplied                 changed      S (replace); P table 224
//	shadow: pictures that values were drawn over               changed      S (hide and replace); P 12.7.3
//	shadow: an entry of a kind that is null                    changed      S (hide); P 7.5.8.3
//	shadow: the file is said to hold fewer objects             changed      S (hide); P 7.5.5
//	shadow: the file is said to hold more objects              changed      S (prepared); P 7.5.5
//	shadow: content supplied to a page that cannot be read     changed      S (hide and replace)
//	hidden object behind a flood of oddities                   changed      D (ISA)
//	XMP supplied with another title                            changed      P 14.3.2
//	XMP supplied with the same title                           sound        P 14.3.2
//	a shared appearance replaced by signing                    changed      pyHanko, sneaky appearances
//	cross-reference stream over a signed object                changed      P 7.5.8
//
// Certifications and forms:
//
//	certified, nothing may change, nothing changed             sound        P 12.8.2.2
//	certified for filling in, filled in                        sound        P 12.8.2.2
//	certified against changes, filled in                       changed      P 12.8.2.2
//	certified without a level, filled in                       sound        P 12.8.2.2
//	not certified, filled in                                   changed      P 12.8.2.2
//	certified, but this field is locked                        changed      P 12.8.2.4
//	certified, all but this field locked                       sound        P 12.8.2.4
//	certified, another field of a like name locked             sound        pyHanko, FieldMDP prefixes
//	filled in, and more than the value changed                 changed      P 12.8.2.2
//	filled in with a script                                    changed      P 12.6.3
//	certified for notes, a note added                          changed      C (EAA)
//	certified against changes, signed again                    changed      P 12.8.2.2
//	certified against changes, document timestamp added        sound        P 12.8.2.2.2
//	certified against changes, evidence added                  sound        P 12.8.2.2.2
//	certified for filling in, a stamp nobody foresaw           changed      C (SSA), CVE-2021-28546
//	certified for filling in, signed out of sight              sound        P 12.8.2.2
//	certified for filling in, what is read-only changed        changed      P table 227
//	certified for filling in, a calculated value changed       sound        P 12.7.3 (CO)
//	certified for filling in, the face of a button changed     changed      P 12.7.5.2.2
//	a new text field                                           changed      P 12.7
//	a field taken away                                         changed      P 12.7
//	readers told to draw the form anew                         changed      P 12.7.3
//	another meaning for a font of the form                     sound        P 12.7.3
//	permission taken out of the catalogue                      changed      P 12.8.6
package signature
