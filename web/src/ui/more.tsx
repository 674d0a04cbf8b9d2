import { Button } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

interface MoreProps {
  has: boolean
  loading: boolean
  load: () => void
  label?: string
}

/** Loads the next page of a list when its end comes into view, or by a button for keyboard users. */
export function More({ has, loading, load, label }: MoreProps) {
  const { t } = useTranslation()
  const { ref, entry } = useIntersection({ rootMargin: '200px' })
  const seen = entry?.isIntersecting ?? false
  useEffect(() => {
    if (seen && has && !loading) load()
  }, [seen, has, loading, load])
  if (!has) return null
  return (
    <div className="more" ref={ref}>
      <Button variant="subtle" color="gray" loading={loading} onClick={load}>
        {label ?? t('action.loadMore')}
      </Button>
    </div>
  )
}
