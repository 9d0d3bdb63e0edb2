// Package paper invents official papers and sets them as files: HTML for a browser's
// printer and DOCX for LibreOffice, from templates written by hand.
//
// It is the examiner of the recogniser and therefore knows nothing of it: it imports
// nothing of this module, and its agencies, names, subjects and measures are its own.
// Places and people are made up. It draws no conclusions and reads no pages.
package paper
