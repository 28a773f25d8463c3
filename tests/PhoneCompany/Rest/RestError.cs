namespace PhoneCompany.Rest;

/// <summary>A refusal in Twilio's words: HTTP status, Twilio code, message.</summary>
internal sealed class RestErrorException(int status, int code, string message) : Exception(message)
{
    public int Status => status;

    public int Code => code;

    public static RestErrorException Bad(int code, string message) => new(400, code, message);

    public static RestErrorException NotFound(string resource) => new(404, 20404, $"The requested resource {resource} was not found");
}
