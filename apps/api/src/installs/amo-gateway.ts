/** amoCRM as the features of this folder ask it: `AmoGateway` of libs/amocrm, in its turn (`DatabasePace`). */
export const AMO_GATEWAY = Symbol('AmoGateway');
