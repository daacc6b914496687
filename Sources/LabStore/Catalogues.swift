package import LabCore
import Postgres

extension Desk {
  /// Statements that read the price list with panels and tags; `Catalogue.init(results:)` takes their answers in order.
  static let catalogueStatements: [SQL] = [
    """
    select t.id, coalesce(t.code, '') as code, t.name, c.name as category, t.price, t.discounted_price, t.sample_type,
      t.tube_type, (t.sample_quantity_ml * 1000)::bigint as sample_microlitres, t.sample_collection_instructions,
      t.tat_hours, t.is_active,
      array(select g.tag from test_tags g
        where g.organization_id = t.organization_id and g.test_id = t.id order by g.tag) as tags
    from tests t join test_categories c on c.organization_id = t.organization_id and c.id = t.category_id
    where t.organization_id = (select desk.organization_id()) and t.is_active
    order by t.name, t.id
    """,
    """
    select p.id, p.code, p.name,
      array(select i.test_id from test_panel_tests i
        where i.organization_id = p.organization_id and i.panel_id = p.id order by i.position, i.test_id) as tests
    from test_panels p
    where p.organization_id = (select desk.organization_id()) and p.is_active
    order by p.name, p.id
    """,
    """
    select species, max_ml_per_kg * 1000 as microlitres_per_kg, fallback_ml * 1000 as fallback_microlitres
    from draw_limits where organization_id = (select desk.organization_id()) order by species
    """,
  ]
}
