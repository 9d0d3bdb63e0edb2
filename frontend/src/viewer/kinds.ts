/** An office document has no pages of its own: it is shown as the server printed it, else as text. */
export const isOffice = (type: string) => type === 'application/msword' || /^application\/vnd\.(openxmlformats-officedocument|oasis\.opendocument)\./.test(type)
