import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Me } from '#core/workspaces/schemas.ts'
import { enterWorkspace, workspacesQuery } from '../../features/workspaces/api.ts'
import { CheckIcon, PlusIcon } from '../../ui/icons.tsx'
import { FormFailure, Loading } from '../../ui/states.tsx'

/** Lists the person's workspaces in the order in which they joined them, and offers to create one. */
export default function WorkspaceMenu({ me }: { me: Me }) {
  const { t } = useTranslation()
  const list = useQuery(workspacesQuery)
  return (
    <>
      {list.isPending && <Loading rows={2} />}
      <FormFailure error={list.error} />
      <ul className="menu-list">
        {list.data?.map(({ id, name, role }) => (
          <li key={id}>
            <button
              type="button"
              className="menu-item"
              aria-current={id === me.workspace?.id || undefined}
              onClick={() => enterWorkspace(id, '/')}
            >
              <span className="menu-item-name" dir="auto">
                {name}
              </span>
              <span className="menu-item-about">{t(`role.${role}.name`)}</span>
              {id === me.workspace?.id && <CheckIcon size={16} />}
            </button>
          </li>
        ))}
      </ul>
      <Link to="/new-workspace" className="menu-item">
        <PlusIcon size={16} />
        {t('workspace.new')}
      </Link>
    </>
  )
}
