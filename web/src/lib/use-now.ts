import { useEffect, useState } from 'react'

/** Returns the current time, updated at an interval, so that “5 min” does not stay for an hour. */
export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
