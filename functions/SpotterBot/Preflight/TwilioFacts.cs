using SpotterBot.Settings;
using SpotterBot.Telephony;

namespace SpotterBot.Preflight;

/// <summary>What Twilio says of the account, each thing asked once.</summary>
public sealed class TwilioFacts(TwilioClient twilio, SpotterSettings settings)
{
    private Task<Sent<AccountResource>>? _account;
    private Task<Sent<IReadOnlyList<IncomingPhoneNumberResource>>>? _numbers;
    private Task<Sent<IReadOnlyList<DialingCountryResource>>>? _countries;

    public Task<Sent<AccountResource>> AccountAsync() => _account ??= twilio.FetchAccountAsync(settings.Twilio.AuthToken);

    public Task<Sent<IReadOnlyList<IncomingPhoneNumberResource>>> NumbersAsync() => _numbers ??= twilio.ListIncomingPhoneNumbersAsync();

    public Task<Sent<IReadOnlyList<DialingCountryResource>>> CountriesAsync() => _countries ??= twilio.ListDialingCountriesAsync();

    /// <summary>Those of the service's numbers that the account has, the others as null; or why it is not known.</summary>
    public async Task<(IReadOnlyList<(string Number, IncomingPhoneNumberResource? Resource)> Numbers, Failure? Why)> OwnNumbersAsync() =>
        await NumbersAsync() switch
        {
            Sent<IReadOnlyList<IncomingPhoneNumberResource>>.Ok(var all) =>
                ([.. settings.Twilio.OwnNumbers.Select(own => (own, all.FirstOrDefault(n => n.PhoneNumber == own)))], null),
            var failed => ([], failed.Why),
        };
}
