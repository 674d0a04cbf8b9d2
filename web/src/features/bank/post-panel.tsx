import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BankPostDetail } from '#core/bank/schemas.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { SidePanel } from '../../ui/dialog.tsx'
import { EditIcon, ExternalIcon, TrashIcon } from '../../ui/icons.tsx'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { postQuery } from './api.ts'
import { day, Figures } from './figures.tsx'
import { History } from './history.tsx'
import { Labels } from './labels.tsx'
import { Hooked } from './post-row.tsx'
import { Problems } from './problems.tsx'
import { Similar } from './similar.tsx'
import { Why } from './why.tsx'

interface PanelProps {
  id: string
  mayWrite: boolean
  onClose: () => void
  onDelete: (id: string) => void
}

export default function PostPanel({ id, onClose, ...rest }: PanelProps) {
  const { t } = useTranslation()
  const post = useQuery(postQuery(id))
  return (
    <SidePanel opened onClose={onClose} title={t('bank.post')} width={560}>
      {post.isPending && <Loading rows={5} />}
      {post.isError && !post.data && <Failure error={post.error} retry={() => void post.refetch()} />}
      {post.data && <Post key={id} post={post.data} {...rest} />}
    </SidePanel>
  )
}

function Post({ post, mayWrite, onDelete }: Omit<PanelProps, 'id' | 'onClose'> & { post: BankPostDetail }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { id, platform, author, postedAt, text, hook, metrics, url, history } = post
  return (
    <article className="bank-post" data-testid="bank-post">
      <header className="bank-row-head">
        <PlatformIcon platform={platform} />
        <strong>{author.name ?? t('bank.nobody')}</strong>
        <time dateTime={postedAt}>{day(postedAt, locale)}</time>
        {url && (
          <a href={url} target="_blank" rel="noreferrer" className="bank-open">
            {t('bank.open')} <ExternalIcon size={14} />
          </a>
        )}
      </header>
      <p className="bank-post-text" dir="auto">
        <Hooked text={text} hook={hook} />
      </p>
      <p className="bank-row-foot">
        <Figures metrics={metrics} />
      </p>
      <Problems post={post} mayWrite={mayWrite} />
      <Why post={post} />
      <History history={history} />
      <Labels post={post} mayWrite={mayWrite} />
      <Similar id={id} />
      {mayWrite && (
        <footer className="bank-post-acts">
          <Button
            renderRoot={(props) => <Link {...props} to="/drafts" search={{ post: id }} />}
            leftSection={<EditIcon size={16} />}
          >
            {t('bank.asSource')}
          </Button>
          <Button
            variant="default"
            leftSection={<TrashIcon size={16} />}
            onClick={() => onDelete(id)}
            data-testid="delete-post"
          >
            {t('bank.delete')}
          </Button>
        </footer>
      )}
    </article>
  )
}
