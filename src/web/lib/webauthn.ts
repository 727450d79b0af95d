/** Bytes as WebAuthn's JSON writes them: base64 with the letters of addresses and no padding. */
export function toBase64Url(bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const raw = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(raw, (letter) => letter.charCodeAt(0))
}

interface Descriptor {
  id: string
  type: 'public-key'
  transports?: AuthenticatorTransport[]
}

function descriptors(list: unknown): PublicKeyCredentialDescriptor[] {
  return ((list ?? []) as Descriptor[]).map((one) => ({ ...one, id: fromBase64Url(one.id) }))
}

export function passkeysWork(): boolean {
  return typeof PublicKeyCredential !== 'undefined'
}

/** Asks the device to sign; throws the browser's NotAllowedError when the person declines. */
export async function getPasskey(options: Record<string, unknown>): Promise<unknown> {
  const publicKey = {
    ...options,
    challenge: fromBase64Url(String(options.challenge)),
    allowCredentials: descriptors(options.allowCredentials),
  } as PublicKeyCredentialRequestOptions
  const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential
  const answer = credential.response as AuthenticatorAssertionResponse
  return envelope(credential, {
    clientDataJSON: toBase64Url(answer.clientDataJSON),
    authenticatorData: toBase64Url(answer.authenticatorData),
    signature: toBase64Url(answer.signature),
    ...(answer.userHandle ? { userHandle: toBase64Url(answer.userHandle) } : {}),
  })
}

export async function createPasskey(options: Record<string, unknown>): Promise<unknown> {
  const user = options.user as { id: string; name: string; displayName: string }
  const publicKey = {
    ...options,
    challenge: fromBase64Url(String(options.challenge)),
    user: { ...user, id: fromBase64Url(user.id) },
    excludeCredentials: descriptors(options.excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions
  const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential
  const answer = credential.response as AuthenticatorAttestationResponse
  return envelope(credential, {
    clientDataJSON: toBase64Url(answer.clientDataJSON),
    attestationObject: toBase64Url(answer.attestationObject),
    transports: answer.getTransports(),
  })
}

function envelope(credential: PublicKeyCredential, response: Record<string, unknown>) {
  return {
    id: credential.id,
    rawId: toBase64Url(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  }
}
