package dev.shardwright.e2e.s3;

import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Puts Amazon's sentence where s3proxy has nothing to say but "Forbidden": the exceptions of the SDK show the sentence and
 * not the code, so that nobody could tell one refusal from another.
 */
final class Explanations implements ExecutionInterceptor {
    private static final Map<String, String> SENTENCES = Map.of(
            "AccessDenied", "Access Denied",
            "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.",
            "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.");

    @Override
    public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes attributes) {
        if (context.exception() instanceof AwsServiceException refused && refused.awsErrorDetails() != null) {
            String sentence = SENTENCES.get(refused.awsErrorDetails().errorCode());
            return sentence == null
                    ? refused
                    : refused.toBuilder().message(sentence).build();
        }
        return context.exception();
    }
}
