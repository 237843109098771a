/* Numbered lists that begin with any number: typed before the first item, as «5. ». */

import { OrderedList as BaseOrderedList, wrappingInputRule } from "django-prose-editor/editor";

export const OrderedList = BaseOrderedList.extend({
  addInputRules() {
    return [
      wrappingInputRule({
        find: /^(\d{1,4})\.\s$/,
        type: this.type,
        getAttributes: ([, number]) => ({ start: Number(number) }),
        joinPredicate: ([, number], list) => list.childCount + list.attrs.start === Number(number),
      }),
    ];
  },
});
