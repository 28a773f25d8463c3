using SpotterBot.Settings;
using SpotterBot.Storage;
using SpotterBot.Telephony;

namespace SpotterBot.Preflight.Checks;

/// <summary>Clocks agree: this machine's, the running program's, Twilio's and the store's.</summary>
public sealed class ClockCheck(Wire wire, SpotterSettings settings) : IPreflightCheck
{
    /// <summary>Looking for a call that may have been placed allows for three seconds; dates are told by the second.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(3.5);

    public string Name => "clock";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        var health = await wire.HealthAsync();
        yield return Compared("The running program's clock", health.Utc, health.Answer);
        yield return await AskedAsync("Twilio's clock", new Uri(settings.Twilio.ApiOrigin() + "/2010-04-01/Accounts.json"));
        if (Stores.TableEndpoint(settings.Storage) is { } tables)
        {
            yield return await AskedAsync("The table service's clock", tables);
        }
    }

    /// <summary>Whatever is answered, a refusal too, carries a date.</summary>
    private async Task<Finding> AskedAsync(string whose, Uri url)
    {
        var answer = await wire.GetAsync(url);
        return Compared(whose, answer.Date + TimeSpan.FromSeconds(0.5), answer);
    }

    /// <summary>The reading was taken at some moment between asking and answer.</summary>
    private static Finding Compared(string whose, DateTimeOffset? reading, WireAnswer answer)
    {
        var (from, to) = (answer.AskedUtc, answer.AnsweredUtc);
        if (reading is not { } there)
        {
            return Finding.Blocking($"{whose} could not be read.", "See what the other checks say of that connection");
        }

        var apart = there < from ? from - there : there > to ? there - to : TimeSpan.Zero;
        return apart <= Most
            ? Finding.Passed($"{whose} agrees with this machine's.")
            : Finding.Blocking($"{whose} is {apart.TotalSeconds:0} s {(there < from ? "behind" : "ahead of")} this machine's.", "Have the machine that is wrong set its clock by NTP");
    }
}
