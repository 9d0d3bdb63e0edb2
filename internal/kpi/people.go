package kpi

// UnitKind tells an agency from its divisions.
type UnitKind string

// The kinds of units.
const (
	UnitAgency   UnitKind = "agency"   // cơ quan, e.g. the People's Committee of a ward
	UnitDivision UnitKind = "division" // phòng, trung tâm, văn phòng
)

// Unit (đơn vị) is an agency or a division of one. Units are dated because they
// merge and split: what was done under the old name stays readable under it.
type Unit struct {
	ID       UnitID   `json:"id"`
	ParentID UnitID   `json:"parent_id" doc:"0 for an agency"`
	AgencyID UnitID   `json:"agency_id" doc:"The agency this unit belongs to; its own id for an agency"`
	Kind     UnitKind `json:"kind" enum:"agency,division"`
	Code     string   `json:"code" doc:"Code in the list of units, e.g. H32.12"`
	Name     string   `json:"name"`
	Symbol   string   `json:"symbol" doc:"How its documents are signed, e.g. UBND"`
	From     Date     `json:"valid_from"`
	To       Date     `json:"valid_to" doc:"Empty while it exists"`
}

// Official (cán bộ, công chức) is a person who is judged. The staff code, never
// the name, tells people apart: same names are common.
type Official struct {
	ID        OfficialID `json:"id"`
	StaffCode string     `json:"staff_code"`
	Name      string     `json:"name"`
	UnitID    UnitID     `json:"unit_id"`
	UnitName  string     `json:"unit_name"`
	PostTitle string     `json:"post_title"`
	Leader    bool       `json:"leader" doc:"Judged by the leader formula (six criteria)"`
}

// Role is what an account may be, over a unit and between dates.
type Role string

// The roles.
const (
	Staff      Role = "staff"      // công chức: own work
	Supervisor Role = "supervisor" // người phụ trách trực tiếp: judges the unit's evidence
	Head       Role = "head"       // người đứng đầu: decides and seals
	Inspector  Role = "inspector"  // thanh tra, kiểm tra: reads the archive of the scope
	Admin      Role = "admin"      // quản trị: people, units, catalogue; no documents by being admin
)

// Roles lists every role in the order of the documentation.
func Roles() []Role { return []Role{Staff, Supervisor, Head, Inspector, Admin} }

// ReadsDocuments reports whether the role opens other people's documents; giving
// such a role needs the confirmation of a second person.
func (r Role) ReadsDocuments() bool { return r == Supervisor || r == Head || r == Inspector }

// Valid reports whether r is one of the roles.
func (r Role) Valid() bool {
	switch r {
	case Staff, Supervisor, Head, Inspector, Admin:
		return true
	}
	return false
}
