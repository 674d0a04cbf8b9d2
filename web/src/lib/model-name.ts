import type { TFunction } from 'i18next'

/** A model as people call it: of an engine of ours by a name, of a provider's as the provider does. `model`: provider and model. */
export function modelName(model: string, t: TFunction): string {
  const [provider = '', ...name] = model.split('/')
  return provider === 'offline' ? t('model.builtIn') : name.join('/') || model
}

/** The wording that a model was given. `prompt`: its name and version, such as `inbox.respond@4`. */
export const promptName = (prompt: string, t: TFunction): string =>
  t('model.version', { version: prompt.slice(prompt.lastIndexOf('@') + 1) })
