import { ApiError, errorOf } from './errors.ts'

/** Statuses that allow no body, not even an empty one. */
const WITHOUT_BODY = [204, 205, 304]

/**
 * Posts a form and reports the share sent so far, 0–1, which `fetch` cannot. Returns the response's text; throws every
 * unsuccessful answer as an `ApiError`.
 */
export async function upload(
  url: string,
  form: FormData,
  headers: Record<string, string>,
  onProgress: (share: number) => void,
): Promise<string> {
  const response = await sent(url, form, headers, onProgress)
  if (!response.ok) throw await errorOf(response)
  return response.text()
}

function sent(
  url: string,
  form: FormData,
  headers: Record<string, string>,
  onProgress: (share: number) => void,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      if (lengthComputable && total > 0) onProgress(loaded / total)
    }
    request.onload = () => {
      const { status, statusText, responseText } = request
      const requestId = request.getResponseHeader('x-request-id')
      resolve(
        new Response(WITHOUT_BODY.includes(status) ? null : responseText, {
          status,
          statusText,
          headers: requestId ? { 'x-request-id': requestId } : {},
        }),
      )
    }
    request.onerror = () => reject(new ApiError(0, { detail: 'The connection broke off.' }))
    request.send(form)
  })
}
