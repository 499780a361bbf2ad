{#- Searches the notices of a list in the browser: words, facets and sorting over the index that the site
    publishes. A module, so that it shares no name with another script and a test can import what it exports.

    The static list stays on the page and is hidden only while there is something to show in its place. The index
    is fetched when somebody uses the form, or came by an address that asks for something.

    Whatever comes from the index goes into text and attributes, never into markup: titles are written by others.
    Comments such as this one stay out of what visitors fetch. -#}
{% include "scripts/search/find.js" %}
{% include "scripts/search/card.js" %}
{% include "scripts/search/form.js" %}
