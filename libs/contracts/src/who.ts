/** Who may call a door, in words for readers of the contract. The API checks it. */
export const CUSTOMER = 'customer, staff';
export const SPENDER = 'customer (owner, administrator, billing), staff';
export const STAFF = 'staff';
export const ADMIN = 'administrator of the seller';
export const ON_BEHALF = 'customer (owner, administrator, billing), support, administrator of the seller';
