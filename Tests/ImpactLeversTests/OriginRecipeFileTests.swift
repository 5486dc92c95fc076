import ImpactDiagnostics
import ImpactLevers
import ImpactModels
import Testing

@Suite struct OriginRecipeFileTests {
  /// The recipe of Documentation/Methods/rules-of-origin.md.
  static let recipe = """
    product: battery car
    currency: EUR
    price: 30000
    processing: 4500
    max-nom: 45 %
    materials:
      - name: battery pack
        value: 9000
        non-originating: 5400
        max-nom: 70 %
      - name: other imported parts
        value: 4200
        non-originating: 4200
      - name: parts from the zone
        value: 9300
        non-originating: 0
    exclusions:
      royalties: 600
      sales-promotion: 900
      shipping-and-packing: 500
      non-allowable-interest: 200
    """

  @Test func recipeOfThePage() throws {
    let file = try OriginRecipeFile(text: Self.recipe, file: "recipe.yaml")
    #expect(file.currency == "EUR")
    #expect(file.limit == 0.45)
    #expect(file.recipe.netCost == 24_800)
    let rolled = OriginArithmetic(file.recipe, tracing: .rolledUp)
    let traced = OriginArithmetic(file.recipe, tracing: .traced)
    let strict = OriginArithmetic(file.recipe, tracing: .strict)
    #expect([rolled, traced, strict].map(\.nonOriginating) == [4_200, 9_600, 13_200])
  }

  private func message(_ text: String) -> String {
    do {
      _ = try OriginRecipeFile(text: text, file: "recipe.yaml")
      return "no problem"
    } catch { return "\(error)" }
  }

  @Test func everyProblemHasItsPlace() {
    let text = Self.recipe
      .replacing("price: 30000", with: "price: much")
      .replacing("royalties", with: "royalty")
      .replacing("name: parts from the zone", with: "nam: parts from the zone")
    #expect(
      message(text) == """
        recipe.yaml:3:8: price: found the value `much`; expected a number of zero or more without a unit, such as 9000
        recipe.yaml:14:5: materials[2].nam: the key `nam` is not known here; expected one of name, value, non-originating, max-nom (did you mean `name`?)
        recipe.yaml:14:5: materials[2]: the key `name` is missing; expected text
        recipe.yaml:18:3: exclusions.royalty: the key `royalty` is not known here; expected one of royalties, sales-promotion, shipping-and-packing, non-allowable-interest (did you mean `royalties`?)
        """)
  }

  @Test func valuesMustAgree() {
    let text = Self.recipe
      .replacing("non-originating: 5400", with: "non-originating: 9400")
      .replacing("price: 30000", with: "price: 0")
    #expect(
      message(text) == """
        recipe.yaml:1:1: price: the value is 0.0; expected an amount above zero
        recipe.yaml:1:1: materials.battery pack.non-originating: the value is 9400.0; expected an amount from zero to the material's value 9000.0
        """)
  }

  @Test func aFileThatIsAbsent() {
    do {
      _ = try OriginRecipeFile(path: "/nowhere/recipe.yaml")
      Issue.record("an absent file was read")
    } catch {
      #expect(
        "\(error)"
          == "/nowhere/recipe.yaml:1:1: the file cannot be read; expected a recipe file")
    }
  }
}
