package recognise

import "regexp"

// rules are the patterns, over folded lines: small ASCII letters without marks. A dot
// in a word stands for a letter that OCR often takes for another.
type rules struct {
	bodyBegins, motto, partyName *regexp.Regexp
	number, bareNumber           *regexp.Regexp
	wantsNumber, opensNumber     *regexp.Regexp
	date                         *regexp.Regexp
	bodies, generalBody          *regexp.Regexp
	about, opensBody, endsTitle  *regexp.Regexp
	letterName                   *regexp.Regexp
	authority, post, degree      *regexp.Regexp
	syllable                     *regexp.Regexp
	recipients                   *regexp.Regexp
	dossier, dossierLabel        *regexp.Regexp
	markLabel, numberLine        *regexp.Regexp
}

// compile takes half a millisecond: once for many papers is better.
func compile() rules {
	return rules{
		bodyBegins:   regexp.MustCompile(`^(can cu\b|kinh gui|dieu 1\b|chuong i\b|phan i\b|i\. |1\. )`),
		motto:        regexp.MustCompile(`c.ng h.a x. h.i ch. ngh.a( v...? nam)?|d.c l.p ?.{1,3} ?t. do ?.{1,3} ?h.nh ph.c|\bd.ng c.ng s.n v...? nam\b`),
		partyName:    regexp.MustCompile(`d.ng c.ng s.n v...? nam`),
		number:       regexp.MustCompile(`(^|\s)(so|s6|s0|5o|50|s\?|\$o|se)\s*([:;.,]?)\s*([0-9oilzs|]{1,6})?[\s.…?_]*([/-])[\s/]*((?:[0-9]{4} ?/ ?)?[a-z][a-z0-9&]*(?: ?[-/.] ?[a-z0-9&]+)*)`),
		bareNumber:   regexp.MustCompile(`^[^a-z0-9]{0,3}(?:[a-z0-9]{1,2}[:.] ?)?()()([0-9]{1,6})\s*([/-])\s*((?:[0-9]{4} ?/ ?)?[a-z][a-z0-9&]*(?: ?[-/.] ?[a-z0-9&]+)+)$`),
		wantsNumber:  regexp.MustCompile(`(^|\s)so\s?:?$`),
		opensNumber:  regexp.MustCompile(`^[^a-z0-9]{0,3}(so|s6|s0|5o|50|s\?|\$o|se)( ?[:;.,]|\s+[0-9])`),
		date:         regexp.MustCompile(`(^|[,.;\s])n?g[aoe]y\s*([0-9oilzs|]{1,2})\s*th.ng\s*([0-9oilzs|]{1,2})\s*n.m\s*([0-9oilzs|]{4})`),
		bodies:       regexp.MustCompile(`^(uy ban|ubnd|u\.b\.n\.d|hdnd|hoi dong|hoi |so |phong |ban |van phong|chi cuc|cuc |tong cuc|bo |vu |trung tam|thanh tra|cong an|toa an|vien |truong |benh vien|cong ty|tong cong ty|dang uy|tinh uy|thanh uy|huyen uy|dang bo|chi bo|mat tran|lien doan|doan |chinh phu|thu tuong|quoc hoi|kho bac|bao hiem|to |doi |hat |tram )`),
		generalBody:  regexp.MustCompile(`^(uy ban nhan dan|hoi dong nhan dan|ubnd|hdnd|dang uy|uy ban mat tran to quoc viet nam)$`),
		letterName:   regexp.MustCompile(`^thu (chuc|khen|cam|cong|ngo|moi|tham|chia|keu)\b`),
		about:        regexp.MustCompile(`^(v ?[/l7|]{1,2} ?[v%y]?[.:]? |vv[:.] |ve viec\b)`),
		opensBody:    regexp.MustCompile(`^(thuc hien|trien khai|tren co so|hom nay|ngay \d|de |nham |theo |qua |trong |sau khi|xet )`),
		endsTitle:    regexp.MustCompile(`^([a-z .'-]{2,40}[,.] ?)?n?gay\s*[0-9oil_.]*\s*th.ng\b|^(kinh gui|can cu|dieu 1|so ?:)|^(nguoi ky|so trang|ma (so )?ho so|ho so so)`),
		authority:    regexp.MustCompile(`^(t/m|k/t|t/l|tm|kt|tl|tuq|q)\s?[.,:]? ?[a-z]|^(thay mat|thua lenh|thua uy quyen)\b`),
		post:         regexp.MustCompile(`^(quyen |q\. ?|pho |nguyen )*((tong )?giam doc|chu tich|chanh |bo truong|thu truong|thu tuong|bi thu|chu nhiem|truong [a-z]+|(cuc|vu|vien|hieu|doi|hat|tram|ham|chi cuc|tong cuc) (pho|truong)|thu ky|chu toa|ke toan truong|uy vien|nguoi )`),
		degree:       regexp.MustCompile(`^((pgs|gs|ths|ts|bs|ks|cn|ls|ck[a-z0-9]{1,3}|dr)\b\.? ?)+`),
		syllable:     regexp.MustCompile(`^(b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|q|r|s|th|tr|t|v|x)?[aeiouy]{1,3}(ch|c|m|nh|ng|n|p|t)?$`),
		recipients:   regexp.MustCompile(`^[^a-z]{0,3}n\S{1,2} ?nh.n\s*[:.;]?\s*`),
		dossier:      regexp.MustCompile(`(?:^|[^A-Z0-9.-])([A-Z0-9]{1,8}(?:\.[A-Z0-9]{1,8}){0,5}) ?- ?([0-9]{2})([0-9]{2})([0-9]{2}) ?- ?([0-9]{4,6})(?:[^0-9-]|$)`),
		dossierLabel: regexp.MustCompile(`^[^a-z]*(ma (so )?ho so|ho so so|so ho so|ma (so )?bien nhan|so bien nhan|ma tra cuu)( (tthc|thu tuc hanh chinh))?[^a-z0-9]*$`),
		markLabel:    regexp.MustCompile(`^[^a-z0-9]*((tai lieu|van ban|ho so|du thao|du thao van ban)( nay)? (co|thuoc) )?(dau chi )?(muc )?(do )?(do mat|muc do bao mat|dau do mat|do bao mat)\s*[:.(-]\s*`),
		numberLine:   regexp.MustCompile(`^(.*?)\s*\bso\s*:\s*[0-9]*\s*[/-]\s*[a-z0-9&/.-]+\s*(.*)$`),
	}
}
