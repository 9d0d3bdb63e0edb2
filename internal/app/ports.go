package app

import (
	"context"
	"time"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
	"minhchung/storage"
)

// Store is the one database. There is one implementation, internal/postgres; the
// interface exists so that this package compiles without SQL, not to be replaced.
type Store interface {
	// InTx runs fn in a read-write transaction: the change, its jobs and its log
	// entry commit together or not at all. No bytes travel while it is open.
	InTx(ctx context.Context, fn func(Tx) error) error
	// Snapshot runs fn on one repeatable, read-only view.
	Snapshot(ctx context.Context, fn func(Tx) error) error
	// Publish tells an event to whoever listens now, in any process.
	Publish(ctx context.Context, e Event) error
	// Events hears what is published from its return on, until ctx ends or the
	// connection is lost; then the channel is closed.
	Events(ctx context.Context) (<-chan Event, error)
	// Ping says whether the database answers; error code Unavailable.
	Ping(ctx context.Context) error
}

// Tx is what can be said to the database inside a transaction. Methods that find
// one thing return a kpi.Error NotFound when there is none. Every list takes an
// access.Grant.
type Tx interface {
	peopleRows
	catalogueRows
	uploadRows
	resumableRows
	productRows
	evidenceRows
	scoreRows
	logRows
	seenRows
	quarantineRows
	Enqueue(ctx context.Context, jobs ...Job) error
	// Publish tells an event when the transaction commits.
	Publish(ctx context.Context, e Event) error
}

type peopleRows interface {
	Unit(ctx context.Context, id kpi.UnitID) (kpi.Unit, error)
	Units(ctx context.Context, on kpi.Date) ([]kpi.Unit, error) // public inside the installation
	Subtree(ctx context.Context, id kpi.UnitID) ([]kpi.UnitID, error)
	AddUnit(ctx context.Context, u kpi.Unit) (kpi.UnitID, error)
	UpdateUnit(ctx context.Context, u kpi.Unit) error

	Official(ctx context.Context, id kpi.OfficialID, on kpi.Date) (kpi.Official, error)
	Officials(ctx context.Context, g access.Grant, on kpi.Date) ([]kpi.Official, error)
	AddOfficial(ctx context.Context, o NewOfficial) (kpi.OfficialID, error)

	Account(ctx context.Context, id kpi.AccountID) (Account, error)
	AccountByLogin(ctx context.Context, login string) (Account, error)
	Accounts(ctx context.Context, g access.Grant, on kpi.Date) ([]Account, error)
	AccountIn(ctx context.Context, g access.Grant, id kpi.AccountID, on kpi.Date) (Account, error)
	// HoldsBeyond reports whether an account holds, or waits for, a role over a unit that the grant does not cover.
	HoldsBeyond(ctx context.Context, g access.Grant, id kpi.AccountID) (bool, error)
	AddAccount(ctx context.Context, a Account) (kpi.AccountID, error)
	SetPassword(ctx context.Context, id kpi.AccountID, hash string, mustChange bool) error
	SetDisabled(ctx context.Context, id kpi.AccountID, disabled bool) error
	CountAccounts(ctx context.Context) (int, error)

	HeldRoles(ctx context.Context, id kpi.AccountID, on kpi.Date) ([]access.Held, error)
	RoleGrant(ctx context.Context, id kpi.GrantID) (RoleGrant, error)
	RoleGrants(ctx context.Context, g access.Grant) ([]RoleGrant, error)
	AddRoleGrant(ctx context.Context, r RoleGrant) (kpi.GrantID, error)
	ConfirmRoleGrant(ctx context.Context, id kpi.GrantID, by kpi.AccountID) error
	RevokeRoleGrant(ctx context.Context, id kpi.GrantID, by kpi.AccountID, at time.Time) error

	AddSession(ctx context.Context, s Session) error
	Session(ctx context.Context, tokenHash []byte) (Session, error)
	TouchSession(ctx context.Context, tokenHash []byte, at time.Time) error
	DeleteSession(ctx context.Context, tokenHash []byte) error
	DeleteSessionsOf(ctx context.Context, id kpi.AccountID, except []byte) error
	AddLoginFailure(ctx context.Context, keys []string, at time.Time) error
	LoginFailures(ctx context.Context, key string, since time.Time) (int, time.Time, error)
	ClearLoginFailures(ctx context.Context, key string) error
	AddInvitation(ctx context.Context, tokenHash []byte, purpose string, expires time.Time) error
	UseInvitation(ctx context.Context, tokenHash []byte, purpose string, at time.Time) error
	ForgetExpired(ctx context.Context, at time.Time) error
}

type catalogueRows interface {
	Period(ctx context.Context, id kpi.PeriodID) (kpi.Period, error)
	Periods(ctx context.Context, agency kpi.UnitID) ([]kpi.Period, error)
	AddPeriod(ctx context.Context, p kpi.Period) (kpi.PeriodID, error)
	ProductType(ctx context.Context, id kpi.ProductTypeID) (kpi.ProductType, error)
	ProductTypes(ctx context.Context) ([]kpi.ProductType, error)
	AddProductType(ctx context.Context, t kpi.ProductType) (kpi.ProductTypeID, error)
	Indicator(ctx context.Context, id kpi.IndicatorID) (kpi.Indicator, error)
	Indicators(ctx context.Context, units []kpi.UnitID) ([]kpi.Indicator, error)
	AddIndicator(ctx context.Context, i kpi.Indicator) (kpi.IndicatorID, error)
	PlanLine(ctx context.Context, id kpi.PlanLineID) (PlanLine, error)
	PlanLines(ctx context.Context, g access.Grant, official kpi.OfficialID, period kpi.PeriodID) ([]PlanLine, error)
	// CarriedLines returns the lines of the period just before that it left unfinished.
	CarriedLines(ctx context.Context, official kpi.OfficialID, period kpi.Period) ([]CarriedLine, error)
	AddPlanLine(ctx context.Context, l PlanLine) (kpi.PlanLineID, error)
	ApprovePlanLine(ctx context.Context, id kpi.PlanLineID, approved bool) error
	EachPlanLine(ctx context.Context, fn func(PlanLine) error) error // without what is done of it
}

type uploadRows interface {
	AddIntention(ctx context.Context, i Intention) (kpi.IntentionID, error)
	// StageIntention notes the hash of the bytes on disk; it queues behind whoever
	// sweeps or commits the same hash.
	StageIntention(ctx context.Context, id kpi.IntentionID, h storage.Hash) error
	// FinishIntention removes the intention; NotFound when a sweeper was faster.
	FinishIntention(ctx context.Context, id kpi.IntentionID, h storage.Hash) error
	AbandonIntention(ctx context.Context, id kpi.IntentionID) error
	Intentions(ctx context.Context, before time.Time) ([]Intention, error)
	// LockHash serialises those who add and those who remove the bytes of a hash.
	LockHash(ctx context.Context, h storage.Hash) error
	HashWanted(ctx context.Context, h storage.Hash, except kpi.IntentionID) (bool, error)
	AddRefusal(ctx context.Context, by kpi.AccountID, reason string, at time.Time) error
	AddContent(ctx context.Context, c Content) error
	EachContent(ctx context.Context, fn func(Content) error) error
}

type productRows interface {
	AddProduct(ctx context.Context, p NewProduct) (kpi.ProductID, error)
	AddVersion(ctx context.Context, p kpi.ProductID, v Version) error
	AddIdentity(ctx context.Context, p kpi.ProductID, i kpi.Identity) error // Conflict "identity.held"
	IdentityHolder(ctx context.Context, i kpi.Identity) (kpi.ProductID, error)
	DropIdentities(ctx context.Context, p kpi.ProductID, kind kpi.IdentityKind) error
	Product(ctx context.Context, id kpi.ProductID) (Product, error)
	LockProduct(ctx context.Context, id kpi.ProductID) error
	Products(ctx context.Context, g access.Grant, f ProductFilter) ([]ProductRow, error)
	ProductsByID(ctx context.Context, g access.Grant, ids []kpi.ProductID) ([]ProductRow, error)
	ProductFacets(ctx context.Context, g access.Grant, f ProductFilter) ([]Facet, error)
	ProductIDs(ctx context.Context, after kpi.ProductID, limit int) ([]kpi.ProductID, error)
	UpdateProduct(ctx context.Context, p Product) error
	RemoveProduct(ctx context.Context, id kpi.ProductID) error
	// ReplaceProduct notes that by answers for old; the same paper takes its document
	// and dossier identities along.
	ReplaceProduct(ctx context.Context, old, by kpi.ProductID, samePaper bool) error
	SaveFacts(ctx context.Context, h storage.Hash, f FileFacts, at time.Time) error
	PageTexts(ctx context.Context, h storage.Hash) ([]PageText, error)
	// JudgedByOthers returns contents after one whose signatures were judged by other
	// certificates, in the order of their hashes; none that is set aside.
	JudgedByOthers(ctx context.Context, trust string, after storage.Hash, limit int) ([]storage.Hash, error)
	// SaveSigned replaces what the signatures of a content are worth and returns the word before.
	SaveSigned(ctx context.Context, h storage.Hash, s Signed) (was kpi.SignatureVerdict, err error)
	ProductsOf(ctx context.Context, h storage.Hash) ([]Product, error) // their ids, units and owners; removed ones left out
	SetSearchable(ctx context.Context, h storage.Hash, s CopyState) error
	// CopiesWaiting lists one product each of up to most contents, of scans or of office
	// documents, whose copy is wanted and for which no job waits or runs.
	CopiesWaiting(ctx context.Context, office bool, most int) ([]kpi.ProductID, error)
	AddContribution(ctx context.Context, c kpi.Contribution) error // Conflict "evidence.act_taken"; one that is there stays
	Contributions(ctx context.Context, id kpi.ProductID) ([]kpi.Contribution, error)
}

type evidenceRows interface {
	AddEvidence(ctx context.Context, e EvidenceRow) (kpi.EvidenceID, error) // Conflict "evidence.counted_already"
	LockEvidence(ctx context.Context, id kpi.EvidenceID) (EvidenceRow, error)
	UpdateEvidence(ctx context.Context, e EvidenceRow) error
	AddHistory(ctx context.Context, e EvidenceRow, h History) error
	Histories(ctx context.Context, id kpi.EvidenceID) ([]History, error)
	Evidence(ctx context.Context, id kpi.EvidenceID) (EvidenceView, error)
	EvidenceList(ctx context.Context, g access.Grant, f EvidenceFilter) ([]EvidenceView, error)
	EachEvidence(ctx context.Context, fn func(EvidenceRow, Basis) error) error
}

type scoreRows interface {
	AddGeneral(ctx context.Context, g GeneralRow) error
	General(ctx context.Context, o kpi.OfficialID, p kpi.PeriodID) (GeneralRow, error)
	// WantScore asks for a new card and reports whether a job must be queued for it.
	WantScore(ctx context.Context, j ScoreJob) (queue bool, err error)
	// TakeScore marks the request as taken and returns how many changes it covers.
	TakeScore(ctx context.Context, j ScoreJob) (wanted int64, err error)
	// DoneScore reports false when a later computation is there already.
	DoneScore(ctx context.Context, j ScoreJob, wanted int64) (bool, error)
	ScorePending(ctx context.Context, o kpi.OfficialID, p kpi.PeriodID) (bool, error)
	FactRows(ctx context.Context, j ScoreJob, on kpi.Date) (FactRows, error)
	LatestCard(ctx context.Context, o kpi.OfficialID, p kpi.PeriodID) (CardRow, error)
	AddCard(ctx context.Context, c CardRow) (kpi.ScorecardID, error)
	Cards(ctx context.Context, g access.Grant, p kpi.PeriodID, on kpi.Date) ([]CardSummary, error)
	EachGeneral(ctx context.Context, fn func(GeneralRow) error) error
	EachCard(ctx context.Context, fn func(CardRow) error) error
	UseRulebook(ctx context.Context, key string, checksum [32]byte) error // Conflict "rulebook.changed"
}

type logRows interface {
	AddEntry(ctx context.Context, e NewEntry) (kpi.EntryID, error)
	Entries(ctx context.Context, g access.Grant, f LogFilter) ([]LogRow, error)
	EachEntry(ctx context.Context, fn func(StoredEntry) error) error
	StoredEntry(ctx context.Context, id kpi.EntryID) (StoredEntry, error)
	// OpenedSince reports whether the log tells that an account opened a product after since.
	OpenedSince(ctx context.Context, p kpi.ProductID, by kpi.AccountID, since time.Time) (bool, error)
}
