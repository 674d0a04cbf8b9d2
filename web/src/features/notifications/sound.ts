/** Two short tones, synthesised so that no file is loaded. Browsers play nothing until somebody has touched the page. */
const TONES = [
  { hertz: 660, after: 0 },
  { hertz: 880, after: 0.12 },
] as const
const LASTS = 0.18
const LOUD = 0.08

let context: AudioContext | undefined

export function ring(): void {
  context ??= new AudioContext()
  for (const { hertz, after } of TONES) {
    const from = context.currentTime + after
    const [tone, volume] = [context.createOscillator(), context.createGain()]
    tone.frequency.value = hertz
    volume.gain.setValueAtTime(LOUD, from)
    volume.gain.exponentialRampToValueAtTime(0.001, from + LASTS)
    tone.connect(volume).connect(context.destination)
    tone.start(from)
    tone.stop(from + LASTS)
  }
}
