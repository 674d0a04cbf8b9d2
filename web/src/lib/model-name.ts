import type { TFunction } from 'i18next'

/** Returns a model's name for people: ours for a built-in engine, otherwise the provider's. `model`: provider and model. */
export function modelName(model: string, t: TFunction): string {
  const [provider = '', ...name] = model.split('/')
  return provider === 'offline' ? t('model.builtIn') : name.join('/') || model
}

/** Returns the prompt's version for people. `prompt`: its name and version, such as `inbox.respond@4`. */
export const promptName = (prompt: string, t: TFunction): string =>
  t('model.version', { version: prompt.slice(prompt.lastIndexOf('@') + 1) })
