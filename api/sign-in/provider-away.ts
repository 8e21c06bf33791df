/** The provider cannot be asked at this moment. */
export class ProviderAway extends Error {}
