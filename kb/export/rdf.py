"""The graph as RDF: entries as SKOS concepts, relations as properties of the guide's own with their mappings.

Direct edges are given as the guide's own property and as each mapped property the vocabulary names (`maps-to`). SKOS keeps
`skos:broader` non-transitive and puts the closure into `skos:broaderTransitive`; the same is done here for every
transitive relation that maps to `skos:broader`.
"""

from __future__ import annotations

from kb.graph import Graph
from kb.model.guide import Guide

PREFIXES = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "cito": "http://purl.org/spar/cito/",
}
_HIERARCHY = "skos:broader"
# ISO 25964 (iso-thes) names the three kinds of broader that SKOS itself leaves apart.
_ISO = "http://purl.org/iso25964/skos-thes#"
_ISO_NAMES = {"broaderGeneric", "broaderPartitive", "broaderInstantial"}
_NO_SITE = "urn:field-guide:"


def rdf(guide: Guide, graph: Graph, form: str) -> str:
    """The graph as `turtle` or `json-ld`."""
    # Imported here: rdflib takes half a second to load.
    from rdflib import RDF, RDFS, Literal, URIRef
    from rdflib import Graph as Triples
    from rdflib.namespace import DCTERMS, SKOS, Namespace

    info = guide.vocabulary.guide
    site = info.url.rstrip("/") + "/" if info.url else _NO_SITE
    own = Namespace(f"{site}relations/")
    triples = Triples()
    for prefix, address in PREFIXES.items():
        triples.bind(prefix, Namespace(address))
    triples.bind("rel", own)
    triples.bind("isothes", Namespace(_ISO))

    def mapped(name: str) -> URIRef | None:
        prefix, _, local = name.rpartition(":")
        if local in _ISO_NAMES:
            return URIRef(_ISO + local)
        return URIRef(PREFIXES[prefix] + local) if prefix in PREFIXES else None

    def entry(id: str) -> URIRef:
        return URIRef(f"{site}concepts/{id}.html")

    scheme = URIRef(site)
    triples.add((scheme, RDF.type, SKOS.ConceptScheme))
    triples.add((scheme, DCTERMS.title, Literal(info.title, lang=info.language)))
    for name, relation in guide.vocabulary.relations.items():
        triples.add((own[name], RDF.type, RDF.Property))
        triples.add((own[name], RDFS.label, Literal(relation.label, lang=info.language)))
        triples.add((own[name], RDFS.comment, Literal(relation.definition, lang=info.language)))
    for concept in guide.by_id.values():
        subject = entry(concept.id)
        kind = guide.vocabulary.kinds.get(concept.kind)
        for name in kind.maps_to if kind else ["skos:Concept"]:
            if type_ := mapped(name):
                triples.add((subject, RDF.type, type_))
        triples.add((subject, SKOS.inScheme, scheme))
        triples.add((subject, SKOS.prefLabel, Literal(concept.title, lang=info.language)))
        triples.add((subject, SKOS.definition, Literal(" ".join(concept.summary.split()), lang=info.language)))
        for alias in concept.aliases:
            triples.add((subject, SKOS.altLabel, Literal(alias, lang=info.language)))
    for edge in graph.edges:
        if graph.nodes[edge.source].placeholder or graph.nodes[edge.target].placeholder:
            continue
        triples.add((entry(edge.source), own[edge.relation], entry(edge.target)))
        for name in guide.vocabulary.relations[edge.relation].maps_to:
            if property_ := mapped(name):
                triples.add((entry(edge.source), property_, entry(edge.target)))
    for name, relation in guide.vocabulary.relations.items():
        if relation.transitive and _HIERARCHY in relation.maps_to:
            closure = graph.closure(name)
            for concept in guide.by_id.values():
                for above in closure.ancestors(concept.id):
                    if not graph.nodes[above].placeholder:
                        triples.add((entry(concept.id), SKOS.broaderTransitive, entry(above)))
    return str(triples.serialize(format=form))
