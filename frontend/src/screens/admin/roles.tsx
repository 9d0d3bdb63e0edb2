import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../api/client'
import * as queries from '../../api/queries'
import type { Grant } from '../../api/types'
import { day } from '../../app/format'
import { useWords } from '../../i18n'
import { Button, Failure, Notice, Status } from '../../ui'
import { GrantForm } from './grant-form'
import { ListPanel } from './list-panel'
import { useChange } from './use-change'

/** Roles by person and unit; a right to read documents waits for a second person. */
export function Roles() {
  const { t } = useWords()
  const grants = useQuery(queries.grants())
  const [adding, setAdding] = useState(false)
  const act = useChange(({ id, verb }: { id: number; verb: 'confirm' | 'revoke' }) => post<Grant>(`/grants/${id}/${verb}`), ['grants'])
  const waiting = grants.data?.items.filter((grant) => grant.state === 'waiting').length ?? 0
  const order = { waiting: 0, active: 1, revoked: 2 }
  const sorted = grants.data ? { ...grants, data: { ...grants.data, items: [...grants.data.items].sort((a, b) => order[a.state] - order[b.state]) } } : grants
  return (
    <>
      {waiting > 0 && <Notice tone="wait">{t('admin.waiting', { count: waiting })}</Notice>}
      {act.error && <Failure error={act.error} />}
      {adding && <GrantForm onDone={() => setAdding(false)} />}
      <ListPanel
        title={t('admin.roles')}
        list={sorted as typeof grants}
        actions={<Button size="xs" icon="plus" onClick={() => setAdding(true)}>{t('admin.addRole')}</Button>}
        head={[t('admin.name'), t('admin.role'), t('shell.unit'), t('admin.from'), t('admin.to'), t('admin.state'), t('admin.actions')]}
        row={(grant) => (
          <tr key={grant.id}>
            <td>{grant.name} <span className="small muted">{grant.login}</span></td>
            <td>{t(`role.${grant.role}`)}</td>
            <td>{grant.unit_name}</td>
            <td className="number">{day(grant.from)}</td>
            <td className="number">{day(grant.to)}</td>
            <td>
              <GrantState grant={grant} />
              <span className="small muted" style={{ display: 'block' }}>
                {[grant.granted_by && t('admin.grantedBy', { who: grant.granted_by }), grant.confirmed_by && t('admin.confirmedBy', { who: grant.confirmed_by })].filter(Boolean).join(' · ')}
              </span>
            </td>
            <td>
              <span className="row">
                {grant.state === 'waiting' && (grant.may_confirm ? (
                  <Button size="xs" aria-label={t('admin.confirmOf', { name: grant.name, role: t(`role.${grant.role}`) })} onClick={() => act.mutate({ id: grant.id, verb: 'confirm' })}>{t('admin.confirm')}</Button>
                ) : (
                  <span className="small muted">{t('admin.needsOther')}</span>
                ))}
                {grant.state !== 'revoked' && (
                  <Button size="xs" variant="default" aria-label={t('admin.revokeOf', { name: grant.name, role: t(`role.${grant.role}`) })} onClick={() => act.mutate({ id: grant.id, verb: 'revoke' })}>{t('admin.revoke')}</Button>
                )}
              </span>
            </td>
          </tr>
        )}
      />
    </>
  )
}

function GrantState({ grant }: { grant: Grant }) {
  const { t } = useWords()
  if (grant.state === 'waiting') return <Status tone="wait" icon="clock">{t('admin.stateWaiting')}</Status>
  if (grant.state === 'revoked') return <Status tone="calm" icon="minus">{t('admin.stateRevoked')}</Status>
  return <Status tone="good" icon="check">{t('admin.stateActive')}</Status>
}
