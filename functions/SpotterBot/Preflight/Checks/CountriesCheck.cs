using SpotterBot.Places;
using SpotterBot.Settings;
using SpotterBot.Telephony;

namespace SpotterBot.Preflight.Checks;

/// <summary>Every country of the areas, the roster and the callers may be called and texted.</summary>
public sealed class CountriesCheck(TwilioFacts facts, TwilioClient twilio, RosterFacts roster, AreaBook book, SpotterSettings settings) : IPreflightCheck
{
    public string Name => "countries";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        if (await facts.CountriesAsync() is not Sent<IReadOnlyList<DialingCountryResource>>.Ok(var all))
        {
            yield return Finding.NotTold("which countries may be called", null);
            yield break;
        }

        // Callers are taken to live where the service's own numbers are.
        List<(string Whose, string Number)> numbers =
        [
            .. settings.Twilio.Numbers.Select(n => ("callers", n)),
            .. (await book.ReadOrSettingsAsync()).SelectMany(a => a.Lines.Select(l => ($"{a.Name}'s dispatch desk", l))),
            .. (await roster.AllAsync()).Select(e => ("people on the roster", e.Phone)),
            .. settings.Roster.FallbackPhone is { } fallback ? [("the staffed line", fallback)] : Array.Empty<(string, string)>(),
        ];
        var countries = new Dictionary<string, DialingCountryResource>(StringComparer.Ordinal);
        foreach (var (whose, number) in numbers.DistinctBy(n => (n.Whose, n.Number)))
        {
            var found = Of(number, all).ToList();
            if (found.Count == 0)
            {
                yield return Finding.Blocking($"Twilio's list has no country for the number of {whose}.", "Correct that number, or ask Twilio's support whether it can be called");
            }

            found.ForEach(c => countries[c.IsoCode] = c);
            if (found.Find(c => !c.MayBeCalled) is { } closed)
            {
                yield return Finding.Blocking($"{Shown(closed)} may not be called, where {whose} would be.", "Allow it in the console's voice geographic permissions (low-risk numbers are enough)");
            }
        }

        foreach (var country in countries.Values.Where(c => c.MayBeCalled))
        {
            yield return Finding.Passed($"{Shown(country)} may be called.");
        }

        yield return await TextsAsync(countries);
    }

    private async Task<Finding> TextsAsync(Dictionary<string, DialingCountryResource> countries)
    {
        if (await twilio.ListMessagingCountriesAsync() is not Sent<IReadOnlyList<MessagingCountryResource>>.Ok(var texted))
        {
            return Finding.Warning("Twilio did not tell which countries may be texted.", "Compare the console's messaging geographic permissions with the countries above");
        }

        var closed = countries.Values.Where(c => texted.Any(t => t.CountryCode == c.IsoCode && !t.Enabled)).Select(Shown).ToList();
        return closed.Count == 0
            ? Finding.Passed("None of these countries is closed to texts.")
            : Finding.Blocking($"{string.Join(", ", closed)} may not be texted.", "Allow it in the console's messaging geographic permissions");
    }

    /// <summary>The countries with the longest code that the number begins with.</summary>
    private static IEnumerable<DialingCountryResource> Of(string number, IReadOnlyList<DialingCountryResource> all) => all
        .SelectMany(country => country.CountryCodes.Select(code => (country, code: string.Concat(code.Where(char.IsAsciiDigit)))))
        .Where(c => c.code.Length > 0 && number.AsSpan(1).StartsWith(c.code))
        .GroupBy(c => c.code.Length, c => c.country)
        .MaxBy(g => g.Key)?.Distinct() ?? [];

    private static string Shown(DialingCountryResource country) => country.Name ?? country.IsoCode;
}
