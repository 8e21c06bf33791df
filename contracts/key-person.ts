/** The sheet of a key person (J-V.2a), as it is sealed: one text, so that neither its words nor its criteria stand anywhere
 *  else. Read by the team leader, the leading group's leader and the executive deputy alone. */
export interface KeyPersonSheet {
  /** Political problems and corruption interwoven, unrestrained. */
  readonly interwoven: boolean;
  /** Clues concentrated, strong reaction from the masses. */
  readonly concentrated: boolean;
  /** Now in an important post, and possibly to be promoted. */
  readonly rising: boolean;
  /** The SHA-256 of what each criterion rests on. */
  readonly evidence?:
    | Readonly<Partial<Record<'interwoven' | 'concentrated' | 'rising', readonly string[] | undefined>>>
    | undefined;
  readonly content: string;
}

export const sealedText = (sheet: KeyPersonSheet): string => JSON.stringify(sheet);

/** The sheet in a text whose hash has been checked: it is what `sealedText` made. */
export const openedSheet = (text: string): KeyPersonSheet => JSON.parse(text);
