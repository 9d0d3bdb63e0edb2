package legacy

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// The parts of a Vietnamese syllable without its tone, as dictionaries list them.
const (
	onsets = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
	rimes  = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây " +
		"e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu " +
		"o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot " +
		"ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ up ut " +
		"uy uya uych uyên uyêt uynh uyt uyu uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu ưm ưn " +
		"y yêm yên yêng yêt yêu ych ynh yt"
)

// Syllable reports whether w can be one Vietnamese syllable, in whatever case and
// with its tone on whichever vowel: an onset, a rime, at most one tone, and in front
// of a stop only the two tones that stand there.
func Syllable(w string) bool {
	tone, n := rune(0), 0
	bare := strings.Map(func(r rune) rune {
		switch r {
		case 0x300, 0x301, 0x303, 0x309, 0x323:
			tone = r
			n++
			return -1
		}
		return r
	}, norm.NFD.String(strings.ToLower(w)))
	bare = norm.NFC.String(bare)
	if n > 1 {
		return false
	}
	stop := strings.HasSuffix(bare, "c") || strings.HasSuffix(bare, "ch") || strings.HasSuffix(bare, "p") || strings.HasSuffix(bare, "t")
	if stop && n == 1 && tone != 0x301 && tone != 0x323 {
		return false
	}
	if isRime(bare) {
		return true
	}
	for i := range bare {
		// "q" is followed by a rime with u, or by u and a rime.
		if i > 0 && (isOnset(bare[:i]) || bare[:i] == "q" && bare[i] == 'u') && isRime(bare[i:]) {
			return true
		}
	}
	return false
}

func isOnset(s string) bool { return strings.Contains(" "+onsets+" ", " "+s+" ") }

func isRime(s string) bool { return strings.Contains(" "+rimes+" ", " "+s+" ") && s != "" }
