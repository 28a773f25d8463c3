using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Door;
using SpotterBot.People;
using SpotterBot.Sessions;
using SpotterBot.Storage;

namespace Benchmarks.Rig;

/// <summary>Many people being spotted by text, every five minutes.</summary>
public static class Crowd
{
    public const int EveryMinutes = 5;

    /// <summary>Writes them into the store as the program would have, each due at its own moment.</summary>
    public static async Task SeedAsync(IServiceProvider services, IEnumerable<int> who, Func<int, DateTimeOffset> dueUtc)
    {
        var (rows, codec, phones) = (services.GetRequiredService<SessionRows>(), services.GetRequiredService<SessionCodec>(), services.GetRequiredService<PhoneBook>());
        var facts = services.GetRequiredService<ServiceFacts>().Base;
        var now = DateTimeOffset.UtcNow;
        await Parallel.ForEachAsync(who, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
        {
            var begun = Decider.Start(
                new Beginning(IdOf(i), "100", NumberOf(i), TextChannel.Works, SavedPlace: Place.From("12 Main St apt 4, Hamilton, buzzer 12"), Minutes: EveryMinutes), facts, now).Session;
            var session = begun with { Pending = [], CheckIn = begun.CheckIn with { DueUtc = dueUtc(i) } };
            await rows.CreateAsync(session.Id, codec.Seal(session), Decider.NextWake(session, facts.Timing)!.Value);
            await phones.LinkAsync(NumberOf(i), session.Id, Party.Caller);
        });
    }

    public static string IdOf(int i) => i.ToString("x24", CultureInfo.InvariantCulture);

    public static int IndexOf(string id) => int.Parse(id, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public static string NumberOf(int i) => $"+1289{2000000 + i}";

    /// <summary>They text 1, past the web server.</summary>
    public static async Task AnswersAsync(IServiceProvider services, int i, long sid)
    {
        (string Name, string Value)[] form =
            [("MessageSid", "SM" + sid.ToString("x32", CultureInfo.InvariantCulture)), ("From", NumberOf(i)), ("To", Service.Line), ("Body", "1")];
        var headers = ImmutableDictionary<string, string>.Empty.WithComparers(StringComparer.OrdinalIgnoreCase)
            .Add("X-Twilio-Signature", Service.Sign(Service.Base + "/api/texts", form));
        var body = string.Join('&', form.Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value)}"));
        var reply = await services.GetRequiredService<Webhooks>().HandleAsync(
            new WebhookRequest("POST", "/api/texts", "application/x-www-form-urlencoded", headers, System.Text.Encoding.UTF8.GetBytes(body)));
        if (reply.Status != 200 || !reply.Body.Contains("Next one", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{reply.Status} {reply.Body}");
        }
    }
}
