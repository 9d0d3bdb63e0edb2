package legacy

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// harmless are texts that no conversion may touch.
func harmless() []string {
	var all []string
	openings := []string{
		"Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;", "Thực hiện Kế hoạch số 12/KH-UBND về cải cách hành chính,",
		"Kính gửi: Ủy ban nhân dân tỉnh", "Sở Nội vụ báo cáo kết quả thực hiện nhiệm vụ tháng 3 như sau:", "Hôm nay, ngày 05/3/2026, tại phòng họp số 2, chúng tôi gồm có:",
		"BÁO CÁO\nKết quả công tác quý I", "Điều 1. Phê duyệt kế hoạch với các nội dung chủ yếu:", "Ông (bà) có tên dưới đây là cán bộ của cơ quan",
		"Xét đề nghị của Chánh Văn phòng,", "THÔNG BÁO\nVề việc nghỉ lễ",
	}
	bodies := []string{
		"các đơn vị phối hợp, báo cáo trước ngày 25 hằng tháng.", "sai số ± 5 °C, diện tích 12 m², nồng độ 3 µm, giá «tham khảo» § 4.",
		"và có là cho một hai ba; và có là cho một hai ba; tài xài hài; cò cò cò.", "hoà bình, thuỷ lợi, uỷ ban, khoẻ mạnh, quý I, thúy.",
		"STT | Họ và tên | Số lượng\n1 | Nguyễn Văn Á | 12\n2 | Lê Thị Ý | 3", "Nơi nhận:\n- Như trên;\n- Lưu: VT.", "email: a.b@example.vn, http://example.vn/à/ò?q=é",
		"Nhà văn Émile Zola, nhà thơ Paul Éluard, ông François Hollande đến thăm.", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC", "x² + y² = z², ½ + ¼ = ¾, 10 × 20 ÷ 5, 5 ¢, 7 £, 8 ¥",
	}
	for _, o := range openings {
		for _, b := range bodies {
			all = append(all, o+" "+b)
		}
	}
	for _, s := range all[:len(all):len(all)] {
		all = append(all, norm.NFD.String(s))
	}
	return append(all,
		"The committee resolved that the report be accepted; naïve façade, café, résumé, coöperate, El Niño, Zoë, Noël.",
		"L'été dernier, où étaient les élèves ? À la forêt, là-bas, près de la fenêtre, où le maître goûte à même l'été. Ça va où ?",
		"Le décret n° 2020-30 du 5 mars 2020 relatif à la gestion des archives a été publié ; il entre en vigueur dès aujourd'hui, à l'exception de l'article où…",
		"Où est-ce ? Où ça ? Là où tu étais, à côté. Où ? Où ? Où ? à à à à à",
		"Für die Prüfung der Größe müßten wir öfter üben; schön, daß Äpfel süß sind. Über Öl und Übel hören wir später.",
		"El niño comió piñas y jamón en el jardín; así, también, está aquí. ¿Cómo? ¡Qué rápido! Camión, avión, canción, razón, rincón.",
		"Não há informações; coração, pão, mãe, avô, avó, está, português, três, você, até, café, só, pé, já.",
		"È così: perché, più, città, virtù, può, già, là, lì, giù, sì, ciò, caffè, università.",
		"Så är det på svenska: åäö, händer, få, gå, två, också, från, när, här, där.",
		"På dansk: ærlig, øl, å, når, gør, størst, hånd, år, også, været.",
		"À bientôt, chère Hélène ; François, Gaëlle, Anaïs, Zoé, Loïc, Benoît, Jérôme, Éric, Agnès, Rémi.",
		"© 2026 ® ™ § 12 ¶ 3 · item · item · item « cité » ¿qué? ¡no!",
		strings.Repeat("µg µl µm µs ", 10), strings.Repeat("5 °C ± 2 % ", 10), strings.Repeat("§ 1 § 2 ", 10), strings.Repeat("«a» «b» ", 10),
		"", " ", "12345", "abc def ghi",
	)
}

func TestOrdinaryTextStaysAsItIs(t *testing.T) {
	t.Parallel()
	all := harmless()
	if len(all) < 200 {
		t.Fatalf("only %d texts", len(all))
	}
	for _, s := range all {
		if got, e := Repair(s); e != "" || got != s {
			t.Errorf("taken for %s: %q", e, s)
		}
	}
	t.Logf("%d texts", len(all))
}

// A page of the same sentences is found again once it is written in an old
// encoding: the test above does not pass for lack of looking. What one odd line
// alone says is too little to go by, and stays.
func TestPagesInOldEncodingsAreFound(t *testing.T) {
	t.Parallel()
	texts := harmless()
	for _, e := range []Encoding{TCVN3, VNI} {
		single, found := 0, 0
		for i := range 100 {
			page := strings.Join([]string{texts[i], texts[(i+33)%100], texts[(i+66)%100]}, "\n")
			got, is := Repair(encode(page, e))
			if is == e {
				found++
			}
			if is == VNI && !strings.ContainsAny(page, "²Éçé") && got != page {
				t.Errorf("%q came back as %q", page, got)
			}
			if _, is := Repair(encode(texts[i], e)); is == e {
				single++
			}
		}
		t.Logf("%s: %d of 100 pages, %d of 100 single lines", e, found, single)
		if found < 97 {
			t.Errorf("%s: only %d of 100 pages are found", e, found)
		}
	}
}
