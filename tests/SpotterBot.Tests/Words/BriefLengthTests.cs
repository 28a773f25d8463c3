using System.Runtime.CompilerServices;
using SpotterBot.Decisions.Places;
using SpotterBot.Places;
using SpotterBot.Settings;
using SpotterBot.Tests.Places;

namespace SpotterBot.Tests.Words;

/// <summary>
/// How long a dispatcher listens until they have heard the whole of the first pass, by a speech synthesiser; kept in a table beside this file. After a
/// change of words: <c>BRIEF_LENGTHS=write dotnet test tests/SpotterBot.Tests --filter BriefLengthTests</c>.
/// </summary>
public sealed class BriefLengthTests
{
    private const double MostSeconds = 25;

    /// <summary>Another version of the synthesiser may pause a little longer.</summary>
    private const double Tolerance = 0.5;

    private static readonly Area English = new("Hamilton", ["Hamilton", "Dundas", "Thunder Bay", "Toronto", "North York", "Vancouver"], ["+19055550911"]);
    private static readonly Area French = new("Montréal", ["Montréal", "Québec", "Lévis", "Moncton", "Laval"], ["+15145550911"], Language: "fr");

    private static readonly string[] InEnglish =
    [
        "12 Main St, Hamilton", "12 Main St apt 4, Hamilton, buzzer 12", "123 MacLeod Cres, Dundas", "1455 E Hastings St, Vancouver, room 6", "4-120 King St E, Hamilton, side door unlocked",
        "apt 1204, 55 Bay Street North, Hamilton, buzz 1204, dog is friendly", "25 St Clair Ave W, Toronto", "1200 Sheppard Ave E, North York", "King St & James St N, Hamilton", "Hwy 17 km 412, Thunder Bay",
        "2450 Concession 5 W, Dundas", "Sunset Motel room 6, 120 Memorial Ave, Thunder Bay", "encampment under the Burlington St bridge, Hamilton", "tent in Bayfront Park behind the washrooms, Hamilton",
        "43.25570, -79.87110 Hamilton", "Hamilton", "500 Avenue Road, Toronto, back door", "9 O'Connor Dr, Dundas, two dogs, ring twice", "77 Martin Luther King Jr Boulevard West, Toronto, unit 1411", "12 Main St, Springfield",
    ];

    private static readonly string[] InFrench =
    [
        "12 rue Principale, Montréal", "123, rue Sainte-Catherine Ouest, app. 4, Montréal", "45 boul. René-Lévesque Est, Montréal, sonnette 3", "1200 av. du Mont-Royal Est, appt 3, Montréal",
        "800 chemin de la Côte-des-Neiges, Montréal", "12 ch. Sainte-Foy, Québec", "250 Grande Allée Est, Québec", "14 côte de la Montagne, Québec, porte arrière", "6 place Royale, Québec", "30 montée des Roches, Lévis",
        "15 impasse des Lilas, Laval", "4321 rue Saint-Denis, 3e étage, Montréal, chien gentil", "18 rue Saint-George, Moncton", "coin Sainte-Catherine et Saint-Laurent, Montréal", "parc Émilie-Gamelin, Montréal",
        "sous le pont Jacques-Cartier, Montréal", "autoroute 20 est, sortie 98, Montréal", "45.50880, -73.55400 Montréal", "Motel Bleu, chambre 8, 900 boul. Hamel, Québec", "12 rue de l'Église, Trois-Pistoles",
    ];

    [Fact]
    public void The_first_pass_is_over_within_twenty_five_seconds_in_english_and_in_french()
    {
        if (!Synthesiser.IsThere)
        {
            Assert.Skip("No espeak-ng here. On Debian: apt-get install espeak-ng");
        }

        Assert.Equal((20, 20), (InEnglish.Length, InFrench.Length));
        List<(string Language, string Place, double Seconds, string Words)> measured =
            [.. Measured("en", "en-us", InEnglish, English), .. Measured("fr", "fr", InFrench, French)];
        if (Environment.GetEnvironmentVariable("BRIEF_LENGTHS") == "write")
        {
            File.WriteAllLines(Table(), ["language,place,seconds,words", .. measured.Select(m => string.Join(',', m.Language, CsvRows.Quoted(m.Place), Synthesiser.Written(m.Seconds), CsvRows.Quoted(m.Words)))]);
        }

        Assert.All(measured, m => Assert.True(m.Seconds < MostSeconds, $"{m.Seconds} s: {m.Words}"));
        var kept = CsvRows.Read(File.ReadAllText(Table()), (line, reason, _) => Assert.Fail($"{line}: {reason}")).Skip(1).ToDictionary(r => (r.Fields[0], r.Fields[1]), r => r.Fields);
        Assert.Equal(measured.Count, kept.Count);
        Assert.All(measured, m =>
        {
            var row = kept[(m.Language, m.Place)];
            Assert.Equal(row[3], m.Words);
            var seconds = double.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(m.Seconds, seconds - Tolerance, seconds + Tolerance);
        });
    }

    private static IEnumerable<(string Language, string Place, double Seconds, string Words)> Measured(string language, string voice, string[] places, Area area)
    {
        foreach (var words in places)
        {
            // Whatever serves them: a town that no area has is asked about, and the desk hears that it is not confirmed.
            var place = Place.From(words)!;
            var heard = new Dispatched(place, AreaAnswer.For(place, [area]).Area is null ? [area with { Match = [.. area.Match, "*"] }] : [area]);
            Assert.Equal(language, heard.Language.Code);
            yield return (language, words, Synthesiser.Seconds(heard.Brief, voice), heard.Brief);
        }
    }

    private static string Table([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "brief-lengths.csv");
}
