import { useEffect, type ReactNode } from 'react'
import { changeLanguage, useWords } from '../../i18n'
import css from './signin.module.css'

/** The two halves before the sign-in: what this is, and the form. */
export function Frame({ title, office, children }: { title: string; office?: string; children: ReactNode }) {
  const { t, language } = useWords()
  useEffect(() => {
    document.title = `${title} · Minh Chứng`
  }, [title])
  return (
    <div className={css.frame}>
      <header className={css.cover}>
        <div className={css.brand}>
          <img src="/icon.svg" alt="" width={44} height={44} />
          <span>Minh Chứng</span>
        </div>
        <p className={css.motto}>{t('signin.motto')}</p>
        <ul className={css.points}>
          <li>{t('signin.point1')}</li>
          <li>{t('signin.point2')}</li>
          <li>{t('signin.point3')}</li>
        </ul>
      </header>
      <main className={css.form}>
        <div className={css.formInner}>
          <div className="row between">
            <span className="muted">{office}</span>
            <button type="button" className="link" lang={language === 'vi' ? 'en' : 'vi'} onClick={() => void changeLanguage(language === 'vi' ? 'en' : 'vi')}>
              {language === 'vi' ? 'English' : 'Tiếng Việt'}
            </button>
          </div>
          <h1>{title}</h1>
          {children}
        </div>
      </main>
    </div>
  )
}
